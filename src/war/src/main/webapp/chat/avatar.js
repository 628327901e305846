import {element} from './dom.js';

/** Avatars of users from a colour and initials, without network requests. */

const GRAPHEMES = globalThis.Intl?.Segmenter && new Intl.Segmenter(undefined, {granularity: 'grapheme'});
const HUES = 24;

/** A round picture of a user. Hidden from screen readers, because the name is beside it. */
export function avatar(user, name) {
  const node = element('span', {class: 'avatar', 'aria-hidden': 'true'}, initials(name));
  paint(node, user);
  return node;
}

/** Gives an element the hue of a user, the same on every page; the style sheets derive readable colours from it. */
export function paint(node, user) {
  node.style.setProperty('--hue', String(hueOf(user)));
}

/** The first letters of the first and the last word of a name. */
export function initials(name) {
  const words = name.trim().split(/\s+/u);
  const ends = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return ends.map(firstLetter).join('').toLocaleUpperCase();
}

function firstLetter(word) {
  return GRAPHEMES ? [...GRAPHEMES.segment(word)][0]?.segment ?? '' : [...word][0] ?? '';
}

function hueOf(user) {
  let hash = 2166136261;
  for (let i = 0; i < user.length; i++) {
    hash = Math.imul(hash ^ user.charCodeAt(i), 16777619);
  }
  return (hash >>> 8) % HUES * (360 / HUES);
}
