import {between, percentile, total} from './latency.js';

/** How far back the page remembers, in milliseconds. */
export const WINDOW = 5 * 60_000;

/** Over how long latencies are taken together, so that a few messages make no noise. */
const LATENCY_SPAN = 10_000;

const number = value => value === undefined || value === null ? null : Number(value);

/**
 * What a node was at one moment: a figure by name, null where it is not known.
 * @typedef {{at: number, values: Object<string, ?number>, status: ?object, stored: ?number[]}} Sample
 */

/** The last minutes of one node, made of its statuses. When another node answers, or the same one anew, it begins again. */
export class History {
  /** @type {Sample[]} oldest first */
  samples = [];

  /** The last status that came; null before the first. */
  get last() {
    return this.samples.findLast(sample => sample.status)?.status ?? null;
  }

  /**
   * Adds what the node told.
   * @param {object} status the answer of `api/status`, in full
   * @param {number} at when, in milliseconds since 1970
   */
  add(status, at) {
    if (this.last && this.last.node.id !== status.node.id) this.samples = [];
    const stored = status.hub.storing?.counts ?? null;
    const values = {...levels(status), ...rates(this.samples.at(-1)?.status, status), ...this.#latency(status, stored, at)};
    this.#keep({at, values, status, stored});
  }

  /** Adds that the node did not answer. */
  addSilence(at) {
    this.#keep({at, values: {}, status: null, stored: null});
  }

  /** By how much a counter went up in the time that is remembered. */
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

/** By the clock of the node, so that an answer that was long on its way makes no peak. */
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
