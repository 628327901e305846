/**
 * The data that survives a reload of the page: the token of the user, and unacknowledged commands. No method throws: if the
 * storage is blocked or full, there is one warning, and everything else works.
 *
 * @typedef {{command: object, tried: number, user?: string, order: number}} Unsettled an unacknowledged command with a
 *     key: when it was first sent (ms since 1970, 0 for never), its user, and its order
 */
export class Memory {
  #identity;
  #unsent;
  #token;
  #prefix;
  #frozen = false;
  #warned = false;

  /**
   * @param {URL} hub each hub has its own data
   * @param {Storage | null} [identity] by default `localStorage`
   * @param {Storage | null} [unsent] by default `sessionStorage`
   */
  constructor(hub, identity, unsent) {
    this.#identity = this.#storage(identity, 'localStorage');
    this.#unsent = this.#storage(unsent, 'sessionStorage');
    this.#token = `backplane ${hub.host}${hub.pathname} token`;
    this.#prefix = `backplane ${hub.host}${hub.pathname} unsent `;
  }

  /** The token of the anonymous user. @type {string | undefined} */
  get token() {
    return this.#attempt(() => this.#identity?.getItem(this.#token)) ?? undefined;
  }

  set token(token) {
    if (token) {
      this.#attempt(() => this.#identity?.setItem(this.#token, token));
    }
  }

  /** The commands stored before the page was loaded, in order. @returns {Unsettled[]} */
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

  /** Stores a command by its key, replacing a previous value. @param {Unsettled} unsettled */
  keep(unsettled) {
    this.#change(unsent => unsent.setItem(this.#prefix + unsettled.command.key, JSON.stringify(unsettled)));
  }

  /** @param {string} key */
  forget(key) {
    this.#change(unsent => unsent.removeItem(this.#prefix + key));
  }

  /** Ends all changes to the stored commands, so that the next page load finds them. */
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
