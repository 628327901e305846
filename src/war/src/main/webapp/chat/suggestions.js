import {COMMANDS} from './commands.js';
import {LOOKS} from './look.js';

const MOST = 10;

/**
 * The suggestions for the text before the caret.
 *
 * @typedef {{from: number, options: {label: string, about: string, insert: string}[]}} Suggestions from where the chosen
 *     one replaces the text
 * @param {string} text up to the caret
 * @param {import('./backplane/channel.js').Member[]} members
 * @returns {Suggestions | undefined}
 */
export function suggestionsFor(text, members) {
  return commands(text) ?? looks(text) ?? addressees(text, members) ?? mentions(text, members);
}

function commands(text) {
  const typed = /^\/([a-z]*)$/i.exec(text)?.[1].toLowerCase();
  return typed === undefined ? undefined : some(0, COMMANDS
    .filter(({name}) => name.startsWith(typed))
    .map(({name, usage, about}) => ({label: `/${name} ${usage}`.trim(), about, insert: `/${name} `})));
}

function looks(text) {
  const typed = /^\/background\s+([a-z]*)$/i.exec(text)?.[1].toLowerCase();
  return typed === undefined ? undefined : some(text.length - typed.length, LOOKS
    .filter(name => name.startsWith(typed))
    .map(name => ({label: name, about: 'for everyone in this channel', insert: name})));
}

function addressees(text, members) {
  const typed = /^\/msg\s+(\S*)$/i.exec(text)?.[1];
  return typed === undefined ? undefined : named(text.length - typed.length, typed.replace(/^@/, ''), members, '');
}

function mentions(text, members) {
  const typed = /(?:^|[\s([{"'“„¿¡])@([^@\n]{0,40})$/u.exec(text)?.[1];
  return typed === undefined ? undefined : named(text.length - typed.length - 1, typed, members, '@');
}

/** Names that start with the text come before those with a later word that does. */
function named(from, typed, members, sign) {
  const wanted = typed.toLocaleLowerCase();
  const ranked = members
    .map(member => ({member, rank: rank(member.name.toLocaleLowerCase(), wanted)}))
    .filter(({rank}) => rank < 2)
    .sort((one, other) => one.rank - other.rank || one.member.name.localeCompare(other.member.name));
  const names = [...new Map(ranked.map(({member}) => [member.name, member])).values()];
  return some(from, names.map(({name, nodes = []}) => (
    {label: name, about: nodes.length ? `on server ${nodes.join(', ')}` : '', insert: `${sign}${name} `})));
}

function rank(name, wanted) {
  return name.startsWith(wanted) ? 0 : name.split(/\s+/u).some(word => wanted && word.startsWith(wanted)) ? 1 : 2;
}

function some(from, options) {
  return options.length ? {from, options: options.slice(0, MOST)} : undefined;
}
