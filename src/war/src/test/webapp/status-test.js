import {statusEvents} from '../status/status-events.js';
import {History, WINDOW} from '../status/history.js';
import {between, percentile} from '../status/latency.js';
import {bytes, lasting, millis, quantity} from '../status/format.js';
import {layOut, line} from '../status/plot.js';
import {marks, minutes} from '../status/scale.js';
import {verdict} from '../status/verdict.js';
import {equal, test, within} from './harness.js';

/** A status of a node with this uptime in seconds. */
function status(seconds, {id = 'n1', name = 'a', sent = 0, counts = [0, 0], closed = {}, resets = 0, links = {}, nodes = []} = {}) {
  return {
    broker: {kind: 'redis', available: true, details: {commands: 'up', reads: 'up', subscriptions: 'up', restarts: '0', ...links}},
    node: {id, name, uptime: seconds * 1000},
    nodes,
    hub: {
      now: {connections: 1, users: 1, channels: 1, queueBytes: 0, recentBytes: 0},
      ever: {sent, received: sent, closed, resets},
      storing: {upToMicros: [1000], counts},
    },
  };
}

function remember(...statuses) {
  const history = new History();
  statuses.forEach(one => one ? history.add(one, one.node.uptime) : history.addGap(history.samples.at(-1).at + 2000));
  return history;
}

const texts = news => news.map(({kind, text}) => `${kind} ${text}`);

test('rates go by the clock of the node', async () => {
  const history = new History();
  history.add(status(10, {sent: 100}), 1000);
  history.add(status(15, {sent: 150}), 3000);
  equal(history.samples.map(({values}) => values.out), [null, 10]);
});

test('a restarted node begins a new history', async () => {
  const history = remember(status(100, {sent: 5000}), status(1, {id: 'n2', sent: 10}), status(3, {id: 'n2', sent: 30}));
  equal(history.samples.map(({values}) => values.out), [null, 10]);
});

test('a missing response is a gap, and no rate is computed across it', async () => {
  const history = remember(status(2, {sent: 10}), null, status(6, {sent: 90}), status(8, {sent: 100}));
  equal(history.samples.map(({values}) => values.out ?? null), [null, null, null, 5]);
  equal(history.last.node.uptime, 8000);
});

test('samples older than five minutes are discarded', async () => {
  const history = new History();
  for (let second = 0; second <= 400; second += 2) history.add(status(second), second * 1000);
  equal(history.samples[0].at, 400_000 - WINDOW);
});

test('latency is that of the last ten seconds', async () => {
  const history = remember(status(0, {counts: [0, 100]}), status(4, {counts: [8, 100]}), status(16, {counts: [8, 100]}));
  const {median, worst} = history.samples[1].values;
  within(median, 0.4, 0.6, 'the median');
  within(worst, 0.9, 1, 'the worst');
  equal([history.samples[2].values.median, history.samples[2].values.worst], [null, null], 'those of a time without messages');
});

test('percentiles lie in their buckets', async () => {
  const upTo = [100, 200, 400];
  equal(percentile([0, 10, 0, 0], upTo, 0.5), 0.15);
  equal(percentile([10, 0, 0, 10], upTo, 0.99), 0.4, 'the bucket without an upper bound');
  equal(percentile([99, 0, 1, 0], upTo, 0.5) < 0.1, true);
  equal([percentile([0, 0], [100], 0.5), percentile(null, undefined, 0.5), between(null, [1])], [null, null, null]);
});

test('axes have round marks up to at least the greatest value', async () => {
  equal(marks(5, 3), [0, 2, 4, 6]);
  equal(marks(940, 3), [0, 500, 1000]);
  equal(marks(0.9, 2), [0, 0.5, 1]);
  equal(marks(1_600_000, 3, 1024).map(bytes), ['0 B', '1 MiB', '2 MiB']);
  equal(minutes(30_000, 330_000, 10), [60_000, 120_000, 180_000, 240_000, 300_000]);
  equal(minutes(30_000, 330_000, 3), [120_000, 240_000]);
});

test('a line is interrupted where values are missing', async () => {
  const layout = layOut({width: 300, height: 150}, {from: 0, to: 300_000}, 10, {format: String});
  const drawn = (...points) => {
    const samples = points.map(([at, out]) => ({at, values: {out}}));
    return line(layout, samples, {key: 'out', look: 'x'}).at(-1).getAttribute('d').match(/M/g).length;
  };
  equal(drawn([0, 1], [2000, 2], [4000, 3]), 1);
  equal(drawn([0, 1], [2000, null], [4000, 3]), 2, 'a missing value');
  equal(drawn([0, 1], [2000, 1], [60_000, 3]), 2, 'a minute without samples');
});

test('figures are short, and what is unknown is a dash', async () => {
  equal([bytes(640), bytes(1_310_720), bytes(null)], ['640 B', '1.25 MiB', '–']);
  equal([millis(0.4512), millis(12.4), millis(1234), millis(undefined)], ['0.45 ms', '12 ms', '1.2 s', '–']);
  equal([lasting(400), lasting(61_000), lasting(3 * 86_400_000 + 5 * 3_600_000 + 59_000)], ['0 s', '1 min 1 s', '3 d 5 h']);
  equal([quantity(0.5), quantity(1234), quantity(45_600)], ['0.5', '1,234', '45.6K']);
});

test('events are described once, in words', async () => {
  equal(statusEvents(null, status(1)), []);
  equal(statusEvents(status(1), status(3)), []);
  equal(texts(statusEvents(status(1), status(3, {links: {commands: 'down'}}))),
    ['bad The write link to Redis is down; publishing answers “unavailable” until it is up']);
  equal(texts(statusEvents(status(1, {links: {reads: 'down'}}), status(3))), ['good The read link to Redis is up again']);
  equal(texts(statusEvents(status(1), status(3, {closed: {'too slow': 2}}))),
    ['bad 2 clients disconnected: reading too slowly']);
  for (const restarts of ['restarts', 'commandRestarts', 'readRestarts']) {
    const [before, after] = ['0', '1'].map(times => status(1, {links: {[restarts]: times}}));
    equal(statusEvents(before, after).length, 1, 'a link that reconnected in between');
  }
  equal(texts(statusEvents(status(1), status(1, {id: 'n2'}))), ['news Server a was restarted; its figures start at zero']);
});

test('nodes join and leave; an unknown list of nodes is no event', async () => {
  const [a, b] = [{id: '1', name: 'a'}, {id: '2'}];
  equal(texts(statusEvents(status(1, {nodes: [a]}), status(3, {nodes: [a, b]}))), ['good Node 2 joined']);
  equal(texts(statusEvents(status(1, {nodes: [a, b]}), status(3, {nodes: [b]}))), ['bad Node a left']);
  equal(statusEvents(status(1, {nodes: [a, b]}), status(3, {nodes: []})), []);
});

test('the summary says what is wrong, and since when', async () => {
  const look = (one, lastAt) => verdict({at: 9000, problem: null, ...one}, lastAt).look;
  equal(look({status: status(1)}), 'fine');
  equal(look({status: {broker: {kind: 'redis', available: true}}}), 'fine', 'without administrator access');
  equal(look({status: {broker: {kind: 'redis', available: false}}}), 'wrong');
  equal(look({status: null, problem: 'The connection failed'}), 'wrong');
  equal(verdict({at: 9000, status: null, problem: 'Away'}, 3000).explanation.includes('6 s ago'), true);
});
