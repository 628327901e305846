/**
 * A pending request and its state: queued, sent, or waiting for a retry.
 *
 * @param {number} id the request id, which the response repeats
 * @param {object} command
 * @param {import('./outbox.js').How} how
 * @param {{resolve: (answer: object) => void, reject: (error: Error) => void}} promise
 */
export function newAsk(id, command, {again = true, waits = true, queue = `#${id}`, tried = 0, ...how}, promise) {
  const line = wellFormed(JSON.stringify({...command, id}));
  const bytes = 2 * line.length;
  return {...how, ...promise, id, command, line, bytes, again, waits, queue, tried, pauses: 0, isSent: false};
}

/** An unpaired surrogate, as truncating a text can leave it, has no UTF-8 encoding, so the server would reject it. */
function wellFormed(json) {
  if (!json.includes('\\ud')) {
    return json;
  }
  return json.replace(/\\(?:u(d[89a-f][0-9a-f]{2})|.)/g, (escape, half) => (half ? '\\ufffd' : escape));
}
