/**
 * What was asked, and where it stands: sent, or pausing until it is tried again.
 *
 * @param {number} id by which the answer names it
 * @param {object} command
 * @param {import('./outbox.js').How} how
 * @param {{resolve: (answer: object) => void, reject: (error: Error) => void}} promise
 */
export function newAsk(id, command, {again = true, waits = true, lane = `#${id}`, tried = 0, ...how}, promise) {
  const line = wellFormed(JSON.stringify({...command, id}));
  const bytes = 2 * line.length;
  return {...how, ...promise, id, command, line, bytes, again, waits, lane, tried, pauses: 0, isSent: false};
}

/** Half of a surrogate pair, as cutting a text can leave it, is no text that a server could take. */
function wellFormed(json) {
  if (!json.includes('\\ud')) {
    return json;
  }
  return json.replace(/\\(?:u(d[89a-f][0-9a-f]{2})|.)/g, (escape, half) => (half ? '\\ufffd' : escape));
}
