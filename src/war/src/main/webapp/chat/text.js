import {element} from './dom.js';

/** Converts the text of a message into nodes: text, links and mentions only. */

const ADDRESS = /\bhttps?:\/\/[^\s<>"]+/giu;
const END = /[.,;:!?'*_~…。、]+$/u;
const BRACKETS = {')': '(', ']': '[', '}': '{'};
const LONGEST_ADDRESS = 2000;
const MENTION = /(?<![\p{L}\p{M}\p{Nd}_@/.])@[\p{L}\p{M}\p{Nd}_][\p{L}\p{M}\p{Nd}_.-]*/giu;
const WORD = /^[\p{L}\p{M}\p{Nd}_]/u;
const ONLY_EMOJI = /^(?:\p{Extended_Pictographic}[\p{Emoji_Modifier}\u{FE0F}\u{200D}\p{Extended_Pictographic}]*\s?){1,5}$/u;

/**
 * @param {string} text
 * @param {{name: string, names: () => string[]}} [me] the current user, and the names of others that may be mentioned
 * @returns {DocumentFragment}
 */
export function richText(text, me) {
  const nodes = document.createDocumentFragment();
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = withoutEnd(match[0]);
    const link = linkTo(address);
    if (link && match.index >= end) {
      nodes.append(mentions(text.slice(end, match.index), me), link);
      end = match.index + address.length;
    }
  }
  nodes.append(mentions(text.slice(end), me));
  return nodes;
}

/** Whether a text mentions a name. */
export function mentionsName(text, name) {
  return Boolean(name) && nameIn(name).test(text);
}

/** Whether a text consists of a few emoji only. */
export function isOnlyEmoji(text) {
  return text.length <= 60 && ONLY_EMOJI.test(text);
}

/** Trailing punctuation and brackets are not part of a URL, except brackets that are opened in it. */
function withoutEnd(address) {
  let kept = address;
  for (;;) {
    const shorter = kept.replace(END, '');
    const open = BRACKETS[shorter.at(-1)];
    const next = open && count(shorter, open) < count(shorter, shorter.at(-1)) ? shorter.slice(0, -1) : shorter;
    if (next === kept) {
      return kept;
    }
    kept = next;
  }
}

function count(text, character) {
  return text.split(character).length - 1;
}

function linkTo(address) {
  const url = address.length <= LONGEST_ADDRESS && URL.canParse(address) ? new URL(address) : null;
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    return null;
  }
  return element('a', {href: url.href, target: '_blank', rel: 'noopener noreferrer'}, address);
}

function mentions(text, me) {
  const nodes = document.createDocumentFragment();
  let end = 0;
  for (const [from, to, isMine] of placesOf(text, me)) {
    if (from < end) {
      continue;
    }
    const name = element('span', {class: isMine ? 'mention mine' : 'mention'}, text.slice(from, to));
    nodes.append(text.slice(end, from), name);
    end = to;
  }
  nodes.append(text.slice(end));
  return nodes;
}

/** Names may contain spaces; of an unknown name only the first word is marked. */
function placesOf(text, me) {
  if (!text.includes('@')) {
    return [];
  }
  const mine = me ? [...text.matchAll(nameIn(me.name, 'giu'))].map(place) : [];
  const names = me ? me.names() : [];
  const others = [...text.matchAll(MENTION)].map(place)
    .filter(([from]) => !mine.some(([start, end]) => from >= start && from < end))
    .map(([from, to]) => [from, Math.max(to, from + 1 + longestAt(text, from + 1, names))]);
  return [...mine.map(range => [...range, true]), ...others].sort((one, other) => one[0] - other[0]);
}

function place(match) {
  return [match.index, match.index + match[0].length];
}

/** The length of the longest name that matches as a whole. */
function longestAt(text, from, names) {
  return names
    .filter(name => text.slice(from, from + name.length).toLowerCase() === name.toLowerCase()
      && !WORD.test(text.slice(from + name.length)))
    .reduce((length, name) => Math.max(length, name.length), 0);
}

const patterns = {source: '', name: null};

function nameIn(name, flags = 'iu') {
  if (patterns.name !== name) {
    patterns.name = name;
    const quoted = name.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
    patterns.source = `(?<![\\p{L}\\p{M}\\p{Nd}_@/.])@${quoted}(?![\\p{L}\\p{M}\\p{Nd}_])`;
  }
  return new RegExp(patterns.source, flags);
}
