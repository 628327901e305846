import {forThisTab} from './storage.js';

const PLACE = 'said';
const MOST = 50;

/** What one said in this tab, to be said again: newest first as one goes back, and then the unfinished text again. */
export class SaidBefore {
  #texts = forThisTab.get(PLACE) ?? [];
  #index = -1;
  #unfinished = '';

  add(text) {
    this.#texts = [text, ...this.#texts.filter(known => known !== text)].slice(0, MOST);
    this.#index = -1;
    forThisTab.put(PLACE, this.#texts);
  }

  /** @param {string} now what stands in the field @returns {string | undefined} what was said before that */
  before(now) {
    if (this.#index < 0) {
      this.#unfinished = now;
    }
    if (this.#index + 1 >= this.#texts.length) {
      return undefined;
    }
    return this.#texts[++this.#index];
  }

  /** @returns {string | undefined} what was said after that; undefined if one is not going back */
  after() {
    if (this.#index < 0) {
      return undefined;
    }
    return --this.#index < 0 ? this.#unfinished : this.#texts[this.#index];
  }

  /** Somebody writes: going back begins anew. */
  leave() {
    this.#index = -1;
  }
}
