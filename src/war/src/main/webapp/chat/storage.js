/** The storage of the page. Without storage in the browser nothing is stored, and everything else works. */

const PREFIX = 'backplane chat ' + location.pathname.replace(/[^/]*$/, '') + ' ';

/** Stores values through reloads until the tab is closed. */
export const forThisTab = memory('sessionStorage');

/** Stores values for later visits. */
export const forEver = memory('localStorage');

function memory(kind) {
  return {
    /** @returns {any} the stored value, or undefined */
    get(key) {
      return attempt(() => JSON.parse(globalThis[kind].getItem(PREFIX + key) ?? 'null')) ?? undefined;
    },

    /** Stores any JSON value; undefined removes it. */
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
