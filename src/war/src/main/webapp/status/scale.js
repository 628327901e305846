/** Computes the positions of grid lines. */

const STEPS = [1, 2, 5, 10];
const MINUTE = 60_000;

/**
 * The marks of an axis that begins at zero: evenly spaced round numbers; the last is at least the greatest value.
 * @param {number} greatest value to be shown
 * @param {number} wanted approximate number of steps
 * @param {number} [base] 1024 for bytes, so that marks are round in KiB and MiB; otherwise 10
 * @returns {number[]} at least two, ascending from 0
 */
export function marks(greatest, wanted, base = 10) {
  const step = stepOf(greatest / wanted, base);
  const steps = Math.max(1, Math.ceil(greatest / step - 1e-9));
  return Array.from({length: steps + 1}, (_, i) => i * step);
}

function stepOf(least, base) {
  if (base === 1024) return 2 ** Math.ceil(Math.log2(Math.max(1, least)));
  const power = 10 ** Math.floor(Math.log10(least));
  return (STEPS.find(step => step * power >= least * (1 - 1e-9)) ?? 10) * power;
}

/**
 * The full minutes of an interval, or every second, fifth or tenth of them if there are too many.
 * @param {number} from milliseconds since 1970
 * @param {number} to likewise
 * @param {number} most maximum number
 * @returns {number[]} ascending
 */
export function minutes(from, to, most) {
  const every = [1, 2, 5, 10].find(n => (to - from) / (n * MINUTE) <= most) ?? 10;
  const step = every * MINUTE;
  const all = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) all.push(at);
  return all;
}
