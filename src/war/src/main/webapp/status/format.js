/** Formats figures. Each function takes a number and returns text; an unknown number becomes a dash. */

const UNKNOWN = '–';
const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
const WHOLE = new Intl.NumberFormat('en', {maximumFractionDigits: 0});
const PRECISE = new Intl.NumberFormat('en', {maximumSignificantDigits: 3});
const ROUGH = new Intl.NumberFormat('en', {maximumSignificantDigits: 2});
const COMPACT = new Intl.NumberFormat('en', {notation: 'compact', maximumSignificantDigits: 3});
const CLOCK = new Intl.DateTimeFormat('en-GB', {hour: '2-digit', minute: '2-digit', second: '2-digit'});
const MINUTE = new Intl.DateTimeFormat('en-GB', {hour: '2-digit', minute: '2-digit'});

const known = write => number => Number.isFinite(number) ? write(number) : UNKNOWN;

/** A whole number, with separators: `12,345`. */
export const count = known(number => WHOLE.format(number));

/** A quantity with about three digits: `0.45`, `12.3`, `1,230`, `45.6K`. */
export const quantity = known(number => {
  if (number >= 10_000) return COMPACT.format(number);
  return number >= 100 ? WHOLE.format(number) : PRECISE.format(number);
});

/** A rate: `12.3/s`. */
export const rate = known(number => quantity(number) + '/s');

/** A time given in milliseconds: `0.45 ms`, `12 ms`, `1.2 s`. */
export const millis = known(number => {
  const [amount, unit] = number < 1000 ? [number, 'ms'] : [number / 1000, 's'];
  return (amount < 10 ? ROUGH : WHOLE).format(amount) + ' ' + unit;
});

/** A size given in bytes: `640 B`, `1.25 MiB`. */
export const bytes = known(number => {
  const unit = Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log2(Math.max(1, number)) / 10));
  return PRECISE.format(number / 1024 ** unit) + ' ' + BYTE_UNITS[unit];
});

/** How long something has lasted, given in milliseconds, in its two largest units: `3 d 4 h`. */
export const lasting = known(number => {
  const seconds = Math.floor(number / 1000);
  const parts = [[86_400, 'd'], [3600, 'h'], [60, 'min'], [1, 's']];
  const first = parts.findIndex(([size]) => seconds >= size);
  if (first < 0) return '0 s';
  return parts.slice(first, first + 2)
    .map(([size, unit], i) => [Math.floor((i ? seconds % parts[first][0] : seconds) / size), unit])
    .filter(([amount]) => amount)
    .map(([amount, unit]) => `${amount} ${unit}`)
    .join(' ');
});

/** A moment, given in milliseconds since 1970, in the time zone of the browser: `14:03:22`. */
export const clock = known(at => CLOCK.format(at));

/** A moment to the minute: `14:03`. */
export const minute = known(at => MINUTE.format(at));

/** A number with its noun: `1 node`, `2 nodes`. */
export function several(number, one, many = one + 's') {
  return `${count(number)} ${number === 1 ? one : many}`;
}
