/**
 * @typedef {'bad-request' | 'forbidden' | 'too-large' | 'rate-limited' | 'unavailable' | 'conflict' | 'internal'
 *     | 'closed'} Code
 */

/** Why something that was asked did not happen. */
export class BackplaneError extends Error {
  /**
   * @param {Code} code `unavailable` means that the outcome is unknown; `closed` that the page itself gave it up
   * @param {string} message for people
   * @param {{retry?: boolean, current?: {value: any, version: number}}} [more] whether asking again may help; with
   *     `conflict`, what the document is now
   */
  constructor(code, message, {retry = false, current} = {}) {
    super(message);
    this.name = 'BackplaneError';
    this.code = code;
    this.retry = retry;
    this.current = current;
  }
}
