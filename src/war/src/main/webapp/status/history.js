import {between, percentile, total} from './latency.js';

/** How much history the page keeps, in milliseconds. */
export const WINDOW = 5 * 60_000;

/** The interval over which latencies are aggregated, so that a few messages cause no noise, in milliseconds. */
const LATENCY_SPAN = 10_000;

const number = value => value === undefined || value === null ? null : Number(value);

/**
 * The figures of a node at one moment, by name; null if unknown.
 * @typedef {{at: number, values: Object<string, ?number>, status: ?object, stored: ?number[]}} Sample
 */

/** The last minutes of one node, computed from its statuses. Starts again when another node responds, or the node has restarted. */
export class History {
  /** @type {Sample[]} oldest first */
  samples = [];

  /** The last status; null before the first. */
  get last() {
    return this.samples.findLast(sample => sample.status)?.status ?? null;
  }

  /**
   * Adds a status of the node.
   * @param {object} status the whole response of `api/status`
   * @param {number} at when, in milliseconds since 1970
   */
  add(status, at) {
    if (this.last && this.last.node.id !== status.node.id) this.samples = [];
    const stored = status.hub.storing?.counts ?? null;
    const values = {...levels(status), ...rates(this.samples.at(-1)?.status, status), ...this.#latency(status, stored, at)};
    this.#keep({at, values, status, stored});
  }

  /** Adds a moment at which the node did not respond. */
  addGap(at) {
    this.#keep({at, values: {}, status: null, stored: null});
  }

  /** The increase of a counter over the kept history. */
  growth(counter) {
    const known = this.samples.filter(sample => sample.status);
    return known.length ? counter(known.at(-1).status) - counter(known[0].status) : 0;
  }

  #keep(sample) {
    this.samples.push(sample);
    while (this.samples[0].at < sample.at - WINDOW) this.samples.shift();
  }

  #latency(status, stored, at) {
    const before = this.samples.findLast(sample => sample.stored && sample.at <= at - LATENCY_SPAN)
      ?? this.samples.find(sample => sample.stored);
    const counts = between(before?.stored, stored);
    const upTo = status.hub.storing?.upToMicros;
    return {median: percentile(counts, upTo, 0.5), worst: percentile(counts, upTo, 0.99)};
  }
}

function levels({hub, broker}) {
  const {commands, probeMicros, roundTripMicros, slowestProbeMicros, queuedBytes} = broker.details;
  const reachable = commands !== 'down';
  const toMillis = micros => reachable && number(micros) ? number(micros) / 1000 : null;
  return {
    ...hub.now,
    redisQueueBytes: number(queuedBytes),
    roundTrip: toMillis(probeMicros ?? roundTripMicros),
    slowest: toMillis(slowestProbeMicros)
  };
}

/** Uses the clock of the node, so that a delayed response causes no peak. */
function rates(before, now) {
  const seconds = before ? (now.node.uptime - before.node.uptime) / 1000 : 0;
  const rate = counter => {
    const from = before && counter(before);
    const to = counter(now);
    return seconds > 0 && from !== null && to !== null ? Math.max(0, (to - from) / seconds) : null;
  };
  return {
    in: rate(status => total(status.hub.storing?.counts) ?? number(status.hub.ever.received)),
    out: rate(status => number(status.hub.ever.sent))
  };
}
