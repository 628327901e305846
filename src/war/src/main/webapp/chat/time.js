/** Formats times in the language of the browser. */

const CLOCK = new Intl.DateTimeFormat(undefined, {hour: '2-digit', minute: '2-digit'});
const DAY = new Intl.DateTimeFormat(undefined, {weekday: 'long', day: 'numeric', month: 'long', year: 'numeric'});
const FULL = new Intl.DateTimeFormat(undefined, {dateStyle: 'full', timeStyle: 'medium'});
const NEAR = new Intl.RelativeTimeFormat(undefined, {numeric: 'auto'});
const DAY_LENGTH = 24 * 60 * 60 * 1000;

/** Such as 14:05. @param {Date} time */
export function clock(time) {
  return CLOCK.format(time);
}

/** Date and time, for the tooltip. @param {Date} time */
export function fullTime(time) {
  return FULL.format(time);
}

/** Today, yesterday, or the date. @param {Date} time */
export function dayName(time) {
  const days = Math.round((midnight(time) - midnight(new Date())) / DAY_LENGTH);
  const name = days === 0 || days === -1 ? NEAR.format(days, 'day') : DAY.format(time);
  return name.charAt(0).toLocaleUpperCase() + name.slice(1);
}

/** @param {Date} one @param {Date} other */
export function isSameDay(one, other) {
  return midnight(one) === midnight(other);
}

function midnight(time) {
  return new Date(time).setHours(0, 0, 0, 0);
}
