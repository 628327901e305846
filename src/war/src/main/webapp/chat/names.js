import {forThisTab} from './storage.js';

const PLACE = 'names';
const MOST = 500;

/** The last known display names of users. */
export class Names {
  #names = new Map(forThisTab.get(PLACE) ?? []);

  /**
   * @param {string} user
   * @param {string} [otherwise] the name of an unknown user; by default a short form of the id
   */
  of(user, otherwise = user.startsWith('~') ? user.slice(0, 6) + '…' : user) {
    return this.#names.get(user) ?? otherwise;
  }

  /** Stores a name; returns whether it has changed. */
  learn(user, name) {
    if (this.#names.get(user) === name) {
      return false;
    }
    this.#names.delete(user);
    this.#names.set(user, name);
    if (this.#names.size > MOST) {
      this.#names.delete(this.#names.keys().next().value);
    }
    return true;
  }

  /** Stores the names through a reload. */
  keep() {
    forThisTab.put(PLACE, [...this.#names]);
  }
}
