/** The timeout of the request. */
const LONGEST_ANSWER = 5_000;
/** The response header with which the server says that it refuses pages of this origin. */
const REFUSED = 'Backplane-Refused';

/**
 * Requests the reason why a hub opens no WebSocket, which browsers do not report: does it refuse the origin of this page?
 * The usual cause is a proxy that changes the `Host` header. Only the page's own server is requested: the response of another
 * one could not be read.
 *
 * @param {URL} hub with the scheme `ws` or `wss`
 * @returns {Promise<string>} the reason, human-readable; empty if the origin is not the cause
 */
export async function refusalOf(hub) {
  const url = new URL(hub);
  url.protocol = url.protocol.replace(/^ws/, 'http');
  if (url.origin !== globalThis.location?.origin) {
    return '';
  }
  try {
    // Browsers send `Origin` with a POST to their own host, but not with a GET.
    const answer = await fetch(url, {method: 'POST', cache: 'no-store', signal: AbortSignal.timeout(LONGEST_ANSWER)});
    return answer.status === 403 && answer.headers.get(REFUSED) === 'origin'
      ? `the server refuses pages from ${url.origin}`
      : '';
  } catch (unreachable) {
    return '';
  }
}
