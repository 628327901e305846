import {count, several} from './format.js';

/**
 * An event for the event list of the page.
 * @typedef {{kind: 'good'|'bad'|'news', text: string}} StatusEvent
 */

const LINKS = [
  {link: 'commands', restarts: 'commandRestarts', name: 'The write link to Redis',
    meanwhile: 'publishing answers “unavailable” until it is up', recovered: 'unanswered commands were sent again'},
  {link: 'reads', restarts: 'readRestarts', name: 'The read link to Redis',
    meanwhile: 'clients that reconnect wait for it', recovered: 'unanswered reads were sent again'},
  {link: 'subscriptions', restarts: 'restarts', name: 'The subscription link to Redis',
    meanwhile: 'missed messages are read from history', recovered: 'missed messages were read from history'}
];

const CLOSED = {
  'too slow': n => `${several(n, 'client')} disconnected: reading too slowly`,
  flooding: n => `${several(n, 'client')} disconnected: too many requests over the rate limit`,
  idle: n => `${several(n, 'client')} disconnected: nothing received for too long`,
  'frame too large': n => `${several(n, 'client')} disconnected: frame too large`,
  'too many connections': n => `${several(n, 'connection')} rejected: too many from one user or address`
};

/**
 * The events between two statuses of a node.
 * @param {?object} before null for the first status
 * @param {object} now
 * @returns {StatusEvent[]}
 */
export function statusEvents(before, now) {
  if (!before) return [];
  if (before.node.id !== now.node.id) return [restart(before, now)];
  return [...links(before.broker.details, now.broker.details), ...clients(before.hub.ever, now.hub.ever),
    ...nodes(before.nodes, now.nodes)];
}

function restart(before, now) {
  const text = before.node.name === now.node.name
    ? `Server ${now.node.name} was restarted; its figures start at zero`
    : `Server ${now.node.name} responds now instead of ${before.node.name}; the figures are those of ${now.node.name}`;
  return {kind: 'news', text};
}

function links(before, now) {
  return LINKS.flatMap(({link, restarts, name, meanwhile, recovered}) => {
    if (before[link] && before[link] !== now[link]) {
      return [now[link] === 'up' ? {kind: 'good', text: `${name} is up again`} : {kind: 'bad', text: `${name} is down; ${meanwhile}`}];
    }
    return Number(now[restarts]) > Number(before[restarts])
      ? [{kind: 'bad', text: `${name} broke and was reconnected; ${recovered}`}]
      : [];
  });
}

function clients(before, now) {
  const closes = Object.entries(CLOSED).flatMap(([reason, text]) => {
    const more = (now.closed[reason] ?? 0) - (before.closed[reason] ?? 0);
    return more > 0 ? [{kind: 'bad', text: text(more)}] : [];
  });
  const resets = now.resets - before.resets;
  return resets > 0
    ? [...closes, {kind: 'bad', text: `Messages were missing in history: clients were notified to reload a channel (${count(resets)})`}]
    : closes;
}

/** An empty list means that the nodes are unknown, not that there are none. */
function nodes(before = [], now = []) {
  if (!before.length || !now.length) return [];
  const missing = (some, others) => some.filter(({id}) => !others.some(other => other.id === id));
  const name = node => node.name ?? node.id;
  return [
    ...missing(now, before).map(node => ({kind: 'good', text: `Node ${name(node)} joined`})),
    ...missing(before, now).map(node => ({kind: 'bad', text: `Node ${name(node)} left`}))
  ];
}
