/** What the page remembers, as far as the browser lets it: without storage it forgets, and all else works. */

const PREFIX = 'backplane chat ' + location.pathname.replace(/[^/]*$/, '') + ' ';

/** Remembers until the tab is closed, through reloads. */
export const forThisTab = memory('sessionStorage');

/** Remembers for every next visit. */
export const forEver = memory('localStorage');

function memory(kind) {
  return {
    /** @returns {any} what was put, or undefined */
    get(key) {
      return attempt(() => JSON.parse(globalThis[kind].getItem(PREFIX + key) ?? 'null')) ?? undefined;
    },

    /** Puts any JSON value; undefined takes it away. */
    put(key, value) {
      attempt(() => {
        if (value === undefined) {
          globalThis[kind].removeItem(PREFIX + key);
        } else {
          globalThis[kind].setItem(PREFIX + key, JSON.stringify(value));
        }
      });
    },
  };
}

function attempt(action) {
  try {
    return action();
  } catch {
    return undefined;
  }
}
