/**
 * What outlives the page, as far as the browser lets it: who the user is, and what is not acknowledged. Nothing here
 * throws: where storage is refused or full, the first refusal is warned of, and all else works.
 *
 * @typedef {{command: object, tried: number, user?: string, order: number}} Unsettled what is kept of a command with a
 *     key: when it was first sent (ms since 1970, 0 for never), for which user, and its place among the others
 */
export class Memory {
  #identity;
  #unsent;
  #token;
  #prefix;
  #frozen = false;
  #warned = false;

  /**
   * @param {URL} hub each hub has its own memory
   * @param {Storage | null} [identity] by default `localStorage`
   * @param {Storage | null} [unsent] by default `sessionStorage`
   */
  constructor(hub, identity, unsent) {
    this.#identity = this.#storage(identity, 'localStorage');
    this.#unsent = this.#storage(unsent, 'sessionStorage');
    this.#token = `backplane ${hub.host}${hub.pathname} token`;
    this.#prefix = `backplane ${hub.host}${hub.pathname} unsent `;
  }

  /** The secret that makes a user the same user again. @type {string | undefined} */
  get token() {
    return this.#attempt(() => this.#identity?.getItem(this.#token)) ?? undefined;
  }

  set token(token) {
    if (token) {
      this.#attempt(() => this.#identity?.setItem(this.#token, token));
    }
  }

  /** What an earlier life of the page left, in its order. @returns {Unsettled[]} */
  unsettled() {
    const found = this.#names().map(name => this.#attempt(() => JSON.parse(this.#unsent.getItem(name))));
    return found.filter(one => one?.command).sort((one, other) => one.order - other.order);
  }

  #names() {
    const all = this.#attempt(() =>
      Array.from({length: this.#unsent?.length ?? 0}, (_, index) => this.#unsent.key(index)),
    );
    return (all ?? []).filter(name => name?.startsWith(this.#prefix));
  }

  /** Keeps a command by its key, in the place of what was kept by it. @param {Unsettled} unsettled */
  keep(unsettled) {
    this.#change(unsent => unsent.setItem(this.#prefix + unsettled.command.key, JSON.stringify(unsettled)));
  }

  /** @param {string} key */
  forget(key) {
    this.#change(unsent => unsent.removeItem(this.#prefix + key));
  }

  /** From now on what is kept stays as it is, for a next life of the page. */
  freeze() {
    this.#frozen = true;
  }

  #change(action) {
    if (this.#unsent && !this.#frozen) {
      this.#attempt(() => action(this.#unsent));
    }
  }

  #storage(given, usual) {
    return given === undefined ? this.#attempt(() => globalThis[usual]) : given;
  }

  #attempt(action) {
    try {
      return action();
    } catch (refused) {
      if (!this.#warned) {
        this.#warned = true;
        console.warn('Backplane: this browser does not keep everything:', refused);
      }
      return undefined;
    }
  }
}
