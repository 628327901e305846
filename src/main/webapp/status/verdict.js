import {clock, lasting} from './format.js';

/**
 * The page's first line: how the node is, in words.
 * @typedef {{look: 'fine'|'wrong'|'asking', headline: string, explanation: string}} Verdict
 */

/**
 * Judges the last answer.
 * @param {import('./watch.js').Answer} answer
 * @param {?number} lastAt when the node answered last, in milliseconds since 1970; null: never yet
 * @returns {Verdict}
 */
export function verdict({at, status, problem}, lastAt) {
  if (!status) {
    const since = lastAt ? `The last answer came at ${clock(lastAt)}, ${lasting(at - lastAt)} ago; what is below is from then. ` : '';
    return wrong('This node does not answer', `${problem}. ${since}Asking again every two seconds.`);
  }
  const {kind, available} = status.broker;
  if (!available) return away(status.broker);
  return kind === 'redis'
    ? fine('Redis can be reached: the connections of all nodes are one conversation.')
    : fine('This node keeps everything in its own memory; it is a conversation of its own.');
}

function fine(explanation) {
  return {look: 'fine', headline: 'All is well', explanation};
}

function wrong(headline, explanation) {
  return {look: 'wrong', headline, explanation};
}

function away({kind, details, problem}) {
  if (kind !== 'redis') return wrong('This node is ending', 'It takes nothing in any more.');
  if (problem) return wrong('Redis does not do its work', `${problem}. Clients stay connected, and publishing answers “unavailable” until that is over.`);
  return details?.commands === 'up'
    ? wrong('Redis tells nothing new', 'Publishing works; what others say meanwhile is read from history when the link is back.')
    : wrong('Redis cannot be reached', 'Clients stay connected, and publishing answers “unavailable”. Nothing is lost: it goes on when Redis is back.');
}
