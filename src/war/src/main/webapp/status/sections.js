import {html, keyed, set, svg, write} from './dom.js';
import {bytes, count, lasting, several} from './format.js';

const byId = id => document.getElementById(id);

/** Shows the current figures in one row. */
export function showFigures({hub, node, nodes = []}) {
  const figures = [
    ['connections', count(hub.now.connections)],
    ['users', count(hub.now.users)],
    ['channels', count(hub.now.channels)],
    ['nodes', nodes.length ? count(nodes.length) : '–'],
    ['uptime', lasting(node.uptime)]
  ];
  keyed(byId('figures'), figures, ([name]) => name,
    ([name]) => html('div', {}, html('dt', {}, name), html('dd')),
    (row, [, value]) => write(row.lastElementChild, value));
}

/**
 * Shows the live nodes.
 * @param {object} status
 * @param {number} lease the setting, in milliseconds
 */
export function showNodes({broker, nodes = [], node: own}, lease) {
  write(byId('nodes-note'), nodesNote(broker, nodes));
  const isOwn = id => id === own.id || id.startsWith(own.id + '.');
  keyed(byId('nodes'), nodes, ({id}) => id, nodeRow, (row, node) => {
    const [name, here, id] = row.firstElementChild.children;
    write(name, node.name ?? node.id);
    write(id, node.name ? node.id : '');
    here.hidden = !isOwn(node.id);
    write(row.lastElementChild.firstElementChild, node.lease === undefined ? 'no lease' : (node.lease / 1000).toFixed(1) + ' s');
    row.querySelector('.bar-level').toggleAttribute('hidden', node.lease === undefined);
    setBar(row, node.lease / lease || 0);
  });
}

function nodesNote({kind}, nodes) {
  if (kind === 'memory') return 'With the memory broker, there is only this node.';
  return nodes.length
    ? `${several(nodes.length, 'node')} on this Redis. Each renews its lease five times before it expires. If a lease expires, the users of that node leave their channels.`
    : 'Not available: Redis has not responded yet, or not for some seconds.';
}

function nodeRow() {
  return html('tr', {},
    html('th', {scope: 'row'}, html('span', {class: 'name'}), html('span', {class: 'badge'}, 'this one'), html('code')),
    html('td', {class: 'level'}, html('span'), bar()));
}

/** Shows the channels with the most subscribers. */
export function showChannels({hub}) {
  const {top = [], inboxes = 0} = hub.channels ?? {};
  const more = Math.max(0, hub.now.channels - inboxes - top.length);
  write(byId('channels-note'), [
    `This node has subscribers in ${several(hub.now.channels, 'channel')}`,
    hub.channels ? `, including ${several(inboxes, 'inbox', 'inboxes')} of users` : '',
    more && top.length ? `; the ${count(top.length)} with the most subscribers, of ${count(top.length + more)}:` : '.'
  ].join(''));
  const most = Math.max(1, ...top.map(({listeners}) => listeners));
  keyed(byId('channels'), top, ({name}) => name,
    () => html('tr', {}, html('th', {scope: 'row'}, html('span', {class: 'name'})), html('td', {class: 'level'}, html('span'), bar())),
    (row, {name, listeners}) => {
      write(row.firstElementChild.firstElementChild, name);
      write(row.lastElementChild.firstElementChild, count(listeners));
      setBar(row, listeners / most);
    });
}

function bar() {
  return svg('svg', {class: 'bar-level', viewBox: '0 0 100 6', preserveAspectRatio: 'none', 'aria-hidden': 'true'},
    svg('rect', {class: 'rest', width: 100, height: 6}), svg('rect', {class: 'full', height: 6}));
}

function setBar(row, share) {
  set(row.querySelector('.full'), {width: (100 * Math.min(1, Math.max(0, share))).toFixed(1)});
}

/** Shows the state of the links to the broker. */
export function showLinks({broker}) {
  const {details} = broker;
  write(byId('links-note'), broker.kind === 'redis' ? `Redis at ${details.server}` : 'Memory broker: all channels are in the memory of this node.');
  const facts = broker.kind === 'redis' ? redisFacts(details) : [
    ['Channels', details.channels, 'kept in memory'], ['Subscriptions', details.subscriptions, 'channels with subscribers on this node']];
  keyed(byId('links'), facts, ([name]) => name, fact, updateFact);
}

function redisFacts(details) {
  const link = (name, key, meaning, restarts) => {
    const isUp = details[key] === 'up';
    const reconnects = Number(restarts) > 0 ? `, reconnected ${times(Number(restarts))}` : '';
    return [name, details[key] ?? '–', meaning + reconnects, details[key] ? isUp ? 'up' : 'down' : ''];
  };
  return [
    link('Write link', 'commands', 'publishes, presence, state', details.commandRestarts),
    link('Read link', 'reads', 'history and recovery', details.readRestarts),
    link('Subscription link', 'subscriptions', 'live messages of all nodes', details.restarts),
    ['Channels', count(Number(details.channels)), 'subscribed at Redis'],
    ['Queued', bytes(Number(details.queuedBytes)), 'to be written to Redis'],
    ...masters(details),
    ...details.settings ? [['Settings', 'differ', details.settings, 'down']] : []
  ];
}

/** One line per master of a Redis Cluster. */
function masters(details) {
  return Object.entries(details).filter(([key]) => key.startsWith('server ')).map(([key, links]) => {
    const state = links.includes('down') ? 'down' : 'up';
    return [`Master ${key.slice('server '.length)}`, state, links, state];
  });
}

function times(number) {
  return ['once', 'twice'][number - 1] ?? `${count(number)} times`;
}

function fact() {
  return html('div', {}, html('dt'), html('dd', {class: 'value'}), html('dd', {class: 'meaning'}));
}

function updateFact(row, [name, value, meaning, look = '']) {
  const texts = [name, String(value), meaning];
  texts.forEach((text, i) => write(row.children[i], text));
  set(row, {class: look});
}

const FAULTS = [
  ['Link restarts', ({broker: {details: d}}) => ['restarts', 'commandRestarts', 'readRestarts'].reduce((sum, n) => sum + Number(d[n] ?? 0), 0),
    'reconnects of the links to Redis'],
  ['Recoveries', ({hub}) => hub.ever.recoveries, 'reads of missed messages from the broker'],
  ['Recalls', ({hub}) => hub.ever.recalls, 'reads of missed messages from the memory of this node'],
  ['Resets', ({hub}) => hub.ever.resets, 'notifications to a client to reload a channel'],
  ['Slow closes', ({hub}) => hub.ever.closed['too slow'] ?? 0, 'clients disconnected: reading too slowly'],
  ['Flood closes', ({hub}) => hub.ever.closed.flooding ?? 0, 'clients disconnected: too many requests over the rate limit'],
  ['Idle closes', ({hub}) => hub.ever.closed.idle ?? 0, 'clients disconnected: nothing received for too long'],
  ['Dropped', ({hub}) => hub.ever.transientDropped, 'transient messages dropped because a queue was full'],
  ['Rejected', ({hub}) => hub.ever.refused, 'requests answered with an error']
];

/** Shows the counters of faults and recoveries, and their increase over the kept history. */
export function showFaults(status, history) {
  const faults = FAULTS.filter(([name]) => name !== 'Link restarts' || status.broker.kind === 'redis');
  keyed(byId('faults'), faults, ([name]) => name, fact, (row, [name, counter, meaning]) => {
    const growth = history.growth(counter);
    const total = counter(status);
    updateFact(row, [name, count(total), growth > 0 ? `${meaning}, ${count(growth)} in the last five minutes` : meaning, total ? 'some' : 'none']);
  });
}
