const INTERVAL = 2000;
const TIMEOUT = 5000;

/**
 * The result of one request.
 * @typedef {{at: number, status: ?object, problem: ?string}} Answer
 *   `at` is in milliseconds since 1970; either the status is not null, or the problem
 */

/**
 * Requests the status of the node every two seconds while the page is open, one request at a time. A request fails after
 * five seconds without a response; the next one follows all the same.
 * @param {function(Answer): void} receive
 */
export async function watch(receive) {
  for (;;) {
    const start = performance.now();
    receive(await request());
    await new Promise(resolve => setTimeout(resolve, Math.max(0, INTERVAL - (performance.now() - start))));
  }
}

/** @returns {Promise<Answer>} never fails */
async function request() {
  try {
    const response = await fetch('api/status', {
      headers: {Accept: 'application/json'}, cache: 'no-store', signal: AbortSignal.timeout(TIMEOUT)
    });
    return response.ok ? parse(await response.json()) : failed(`HTTP status ${response.status} ${response.statusText}`.trim());
  } catch (error) {
    return failed(reasonOf(error));
  }
}

function parse(status) {
  return status?.broker ? {at: Date.now(), status, problem: null} : failed('The response is not that of a Backplane node');
}

function failed(problem) {
  return {at: Date.now(), status: null, problem};
}

function reasonOf(error) {
  if (error instanceof SyntaxError) return 'The response is not that of a Backplane node';
  return error.name === 'TimeoutError' ? 'No response within five seconds' : 'The connection failed';
}
