/** The page of the tests: `?all` runs all of them and shows what came of it; who drives the page calls `tests`. */
import './channel-test.js';
import './link-test.js';
import './memory-test.js';
import './outbox-test.js';
import './status-test.js';
import {names, run} from './harness.js';

async function show(name) {
  const item = document.createElement('li');
  item.textContent = name + ' … ';
  document.getElementById('results').append(item);
  item.append((await run(name)) ?? 'passed');
}

globalThis.tests = {names, run};

if (new URLSearchParams(location.search).has('all')) {
  for (const name of names()) {
    await show(name);
  }
}
