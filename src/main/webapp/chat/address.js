/** The conversations of this page as its address names them: `#home,news,@ada`. */

const NAME = /^[\p{L}\p{M}\p{Nd}_.:-]{1,128}$/u;
const USUAL = ['home'];

/** @returns {string[]} the names in the address, each once; the usual one if there are none */
export function namesInAddress() {
  const names = location.hash.slice(1).split(',').map(decoded).filter(isName);
  return names.length ? [...new Set(names)] : USUAL;
}

/** Writes the names into the address without a new entry in the history of the browser. */
export function putIntoAddress(names) {
  const hash = '#' + names.map(name => encodeURIComponent(name).replaceAll('%40', '@')).join(',');
  if (hash !== location.hash) {
    history.replaceState(null, '', hash);
  }
}

/** The name of a channel as somebody typed it, or undefined if no channel can have it. */
export function channelName(text) {
  const name = text.trim().replace(/^#/, '').normalize('NFC');
  return NAME.test(name) ? name : undefined;
}

function isName(name) {
  return /^@[^\s,]{1,128}$/u.test(name) || NAME.test(name);
}

function decoded(part) {
  try {
    return decodeURIComponent(part).normalize('NFC');
  } catch {
    return '';
  }
}
