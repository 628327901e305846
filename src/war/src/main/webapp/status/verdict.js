import {clock, lasting} from './format.js';

/**
 * The summary at the top of the page.
 * @typedef {{look: 'fine'|'wrong'|'asking', headline: string, explanation: string}} Verdict
 */

/**
 * Summarizes the last response.
 * @param {import('./watch.js').Answer} answer
 * @param {?number} lastAt when the node last responded, in milliseconds since 1970; null: never
 * @returns {Verdict}
 */
export function verdict({at, status, problem}, lastAt) {
  if (!status) {
    const since = lastAt ? `The last response came at ${clock(lastAt)}, ${lasting(at - lastAt)} ago; the figures below are from then. ` : '';
    return wrong('This node does not respond', `${problem}. ${since}Retrying every two seconds.`);
  }
  const {kind, available} = status.broker;
  if (!available) return unavailable(status.broker);
  return kind === 'redis'
    ? fine('Redis is available: all nodes on it share their channels.')
    : fine('Memory broker: this node shares its channels with no other node.');
}

function fine(explanation) {
  return {look: 'fine', headline: 'All systems operational', explanation};
}

function wrong(headline, explanation) {
  return {look: 'wrong', headline, explanation};
}

function unavailable({kind, details, problem}) {
  if (kind !== 'redis') return wrong('This node is shutting down', 'It accepts no more clients and messages.');
  if (problem) return wrong('Redis cannot be used', `${problem}. Clients stay connected, and publishing answers “unavailable” until the problem is solved.`);
  return details?.commands === 'up'
    ? wrong('The subscription link to Redis is down', 'Publishing works. Messages of other nodes are read from history when the link is up again.')
    : wrong('Redis cannot be reached', 'Clients stay connected, and publishing answers “unavailable”. Clients send their messages again when Redis can be reached.');
}
