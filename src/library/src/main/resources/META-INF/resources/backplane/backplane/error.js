/**
 * @typedef {'bad-request' | 'forbidden' | 'too-large' | 'rate-limited' | 'unavailable' | 'conflict' | 'internal'
 *     | 'closed'} Code
 */

/** The reason why a request failed. */
export class BackplaneError extends Error {
  /**
   * @param {Code} code `unavailable`: the outcome is unknown; `closed`: the page has closed the client or the subscription
   * @param {string} message human-readable
   * @param {{retry?: boolean, current?: {value: any, version: number}}} [more] whether a retry can succeed; with
   *     `conflict`, the current document
   */
  constructor(code, message, {retry = false, current} = {}) {
    super(message);
    this.name = 'BackplaneError';
    this.code = code;
    this.retry = retry;
    this.current = current;
  }
}
