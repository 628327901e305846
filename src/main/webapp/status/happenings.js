import {count, several} from './format.js';

/**
 * Something worth telling.
 * @typedef {{kind: 'good'|'bad'|'news', text: string}} Happening
 */

const LINKS = [
  {link: 'commands', restarts: 'commandRestarts', name: 'The link for writing to Redis',
    meanwhile: 'publishing answers “unavailable” until it is back', repaired: 'what was on its way was sent again'},
  {link: 'reads', restarts: 'readRestarts', name: 'The link for reading from Redis',
    meanwhile: 'who comes back waits for it', repaired: 'what was asked was asked again'},
  {link: 'subscriptions', restarts: 'restarts', name: 'The link on which Redis tells what is new',
    meanwhile: 'what is missed is read from history', repaired: 'what was missed was read from history'}
];

const CLOSED = {
  'too slow': n => `${several(n, 'client')} did not read fast enough and had to come back later`,
  flooding: n => `${several(n, 'client')} went on over the allowed rate and had to come back later`,
  idle: n => `${several(n, 'client')} had been silent for too long`,
  'frame too large': n => `${several(n, 'client')} sent a frame that is far too large`,
  'too many connections': n => `${several(n, 'connection')} turned away: too many from one user or address`
};

/**
 * What happened to a node between two of its statuses.
 * @param {?object} before null if nothing was known
 * @param {object} now
 * @returns {Happening[]}
 */
export function happened(before, now) {
  if (!before) return [];
  if (before.node.id !== now.node.id) return [another(before, now)];
  return [...links(before.broker.details, now.broker.details), ...clients(before.hub.ever, now.hub.ever),
    ...nodes(before.nodes, now.nodes)];
}

function another(before, now) {
  const text = before.node.name === now.node.name
    ? `Server ${now.node.name} was started anew; its figures begin again`
    : `Server ${now.node.name} answers now instead of ${before.node.name}; these are its figures`;
  return {kind: 'news', text};
}

function links(before, now) {
  return LINKS.flatMap(({link, restarts, name, meanwhile, repaired}) => {
    if (before[link] && before[link] !== now[link]) {
      return [now[link] === 'up' ? {kind: 'good', text: `${name} is back`} : {kind: 'bad', text: `${name} broke; ${meanwhile}`}];
    }
    return Number(now[restarts]) > Number(before[restarts])
      ? [{kind: 'bad', text: `${name} broke and was made anew; ${repaired}`}]
      : [];
  });
}

function clients(before, now) {
  const news = Object.entries(CLOSED).flatMap(([reason, text]) => {
    const more = (now.closed[reason] ?? 0) - (before.closed[reason] ?? 0);
    return more > 0 ? [{kind: 'bad', text: text(more)}] : [];
  });
  const resets = now.resets - before.resets;
  return resets > 0
    ? [...news, {kind: 'bad', text: `History could not bridge a gap: a channel was reloaded ${count(resets)} times`}]
    : news;
}

/** An empty list says that nobody knows, not that nobody is there. */
function nodes(before = [], now = []) {
  if (!before.length || !now.length) return [];
  const missing = (some, others) => some.filter(({id}) => !others.some(other => other.id === id));
  const name = node => node.name ?? node.id;
  return [
    ...missing(now, before).map(node => ({kind: 'good', text: `Node ${name(node)} is there`})),
    ...missing(before, now).map(node => ({kind: 'bad', text: `Node ${name(node)} is gone`}))
  ];
}
