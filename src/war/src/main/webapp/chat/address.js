/** The open conversations in the fragment of the page's URL: `#home,news,@ada`. */

const NAME = /^[\p{L}\p{M}\p{Nd}_.:-]{1,128}$/u;
const USUAL = ['home'];

/** @returns {string[]} the names in the URL without duplicates; the default channel if there are none */
export function namesInAddress() {
  const names = location.hash.slice(1).split(',').map(decoded).filter(isName);
  return names.length ? [...new Set(names)] : USUAL;
}

/** Writes the names into the URL without a new entry in the history of the browser. */
export function putIntoAddress(names) {
  const hash = '#' + names.map(name => encodeURIComponent(name).replaceAll('%40', '@')).join(',');
  if (hash !== location.hash) {
    history.replaceState(null, '', hash);
  }
}

/** Parses a typed channel name; undefined if it is invalid. */
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
