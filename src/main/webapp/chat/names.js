import {forThisTab} from './storage.js';

const PLACE = 'names';
const MOST = 500;

/** How users were called when this page last heard of them. */
export class Names {
  #names = new Map(forThisTab.get(PLACE) ?? []);

  /**
   * @param {string} user
   * @param {string} [otherwise] for somebody unheard of; by default a short form of the id
   */
  of(user, otherwise = user.startsWith('~') ? user.slice(0, 6) + '…' : user) {
    return this.#names.get(user) ?? otherwise;
  }

  /** Whether that was news. */
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

  /** Keeps them through a reload. */
  keep() {
    forThisTab.put(PLACE, [...this.#names]);
  }
}
