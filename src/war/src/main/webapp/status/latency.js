/** Computes percentiles from the node's histogram of the time to store a message. */

/**
 * The counts of a histogram between two moments of the same node.
 * @param {?number[]} before counts by bucket; null if not known
 * @param {?number[]} now likewise, later
 * @returns {?number[]} null if either is not known
 */
export function between(before, now) {
  return before && now && before.length === now.length ? now.map((count, i) => count - before[i]) : null;
}

/** The total count of a histogram; null if there is none. */
export function total(counts) {
  return counts ? counts.reduce((sum, count) => sum + count, 0) : null;
}

/**
 * A percentile in milliseconds, interpolated within its bucket.
 * @param {?number[]} counts by bucket
 * @param {number[]} upTo upper bounds of the buckets, in microseconds; the last bucket has none
 * @param {number} part 0.5 is the median
 * @returns {?number} null if nothing was counted
 */
export function percentile(counts, upTo, part) {
  const all = total(counts);
  if (!all) return null;
  let left = part * all;
  const bucket = counts.findIndex(count => (left -= count) <= 0 && count > 0);
  const from = bucket > 0 ? upTo[bucket - 1] : 0;
  const to = upTo[bucket] ?? from;
  const share = (left + counts[bucket]) / counts[bucket];
  return (from + (to - from) * share) / 1000;
}
