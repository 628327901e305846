import {Stage} from './stage.js';

const LONGEST = 10_000;
const tests = new Map();
const {setTimeout, clearTimeout} = globalThis;

/** A test: a name that says behaviour, and what shows it. @param {(stage: Stage) => Promise<void>} body */
export function test(name, body) {
  if (tests.has(name)) {
    throw new Error('two tests are called ' + name);
  }
  tests.set(name, body);
}

/** The names of all tests. */
export function names() {
  return [...tests.keys()];
}

/** Runs a test on a stage of its own. @returns {Promise<string | null>} why it failed; null if it passed */
export async function run(name) {
  const stage = new Stage();
  let timer;
  const tooLong = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('it does not end')), LONGEST);
  });
  try {
    await Promise.race([tests.get(name)(stage), tooLong]);
    return null;
  } catch (failure) {
    return String(failure?.stack ?? failure);
  } finally {
    clearTimeout(timer);
    stage.close();
  }
}

/** Fails unless both are the same as JSON. */
export function equal(actual, expected, what = 'it') {
  const [is, shouldBe] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (is !== shouldBe) {
    throw new Error(`${what} is ${is}, not ${shouldBe}`);
  }
}

/** Fails unless a number lies in a range. */
export function within(actual, least, most, what = 'it') {
  if (!(actual >= least && actual <= most)) {
    throw new Error(`${what} is ${actual}, not between ${least} and ${most}`);
  }
}

/** Fails unless a promise fails with a code; returns the error. */
export async function rejects(promise, code) {
  const error = await promise.then(
    value => new Error('it succeeded with ' + JSON.stringify(value)),
    reason => reason,
  );
  if (error.code !== code) {
    throw new Error(`not the error ${code}: ${error.stack}`);
  }
  return error;
}
