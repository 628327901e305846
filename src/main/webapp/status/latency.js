/** Reads percentiles out of the node's histogram of how long storing a message took. */

/**
 * What was counted between two moments of the same node.
 * @param {?number[]} before counts by bucket; null if not known
 * @param {?number[]} now likewise, later
 * @returns {?number[]} null if one is not known
 */
export function between(before, now) {
  return before && now && before.length === now.length ? now.map((count, i) => count - before[i]) : null;
}

/** How many a histogram counts; null if there is none. */
export function total(counts) {
  return counts ? counts.reduce((sum, count) => sum + count, 0) : null;
}

/**
 * The time below which this part of all lies, in milliseconds: as exact as the buckets are narrow.
 * @param {?number[]} counts by bucket
 * @param {number[]} upTo where each bucket ends, in microseconds; the last one has no end
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
