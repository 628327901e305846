/** Longer than a server that is there takes to answer. */
const LONGEST_ANSWER = 5_000;
/** The header by which the server tells that it refuses pages of this origin. */
const REFUSED = 'Backplane-Refused';

/**
 * Asks a hub that opens no WebSocket whether it refuses the origin of this page, which a browser does not tell the page.
 * The usual cause is a proxy that changes the `Host` header. Only the page's own server is asked: another one's answer could
 * not be read.
 *
 * @param {URL} hub with the scheme `ws` or `wss`
 * @returns {Promise<string>} the reason, for people; empty if there is another one
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
