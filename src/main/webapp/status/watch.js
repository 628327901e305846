const INTERVAL = 2000;
const PATIENCE = 5000;

/**
 * What came of asking once.
 * @typedef {{at: number, status: ?object, problem: ?string}} Answer
 *   `at` is in milliseconds since 1970; either there is a status, or the problem says why not
 */

/**
 * Asks the node how it is, every two seconds for as long as the page is open, one question at a time. A question
 * without an answer within five seconds has failed; failing ends nothing.
 * @param {function(Answer): void} tell
 */
export async function watch(tell) {
  for (;;) {
    const begun = performance.now();
    tell(await ask());
    await new Promise(resolve => setTimeout(resolve, Math.max(0, INTERVAL - (performance.now() - begun))));
  }
}

/** @returns {Promise<Answer>} never fails */
async function ask() {
  try {
    const response = await fetch('api/status', {
      headers: {Accept: 'application/json'}, cache: 'no-store', signal: AbortSignal.timeout(PATIENCE)
    });
    return response.ok ? understood(await response.json()) : failed(`It answers ${response.status} ${response.statusText}`.trim());
  } catch (error) {
    return failed(reasonOf(error));
  }
}

function understood(status) {
  return status?.broker ? {at: Date.now(), status, problem: null} : failed('What answers is no node of Backplane');
}

function failed(problem) {
  return {at: Date.now(), status: null, problem};
}

function reasonOf(error) {
  if (error instanceof SyntaxError) return 'What answers is no node of Backplane';
  return error.name === 'TimeoutError' ? 'It did not answer within five seconds' : 'It cannot be reached';
}
