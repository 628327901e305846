import {forThisTab} from './storage.js';

const PLACE = 'said';
const MOST = 50;

/** The sent messages of this tab, recalled from the newest to the oldest; going forward ends with the unfinished text. */
export class SentHistory {
  #texts = forThisTab.get(PLACE) ?? [];
  #index = -1;
  #unfinished = '';

  add(text) {
    this.#texts = [text, ...this.#texts.filter(known => known !== text)].slice(0, MOST);
    this.#index = -1;
    forThisTab.put(PLACE, this.#texts);
  }

  /** @param {string} now the text in the field @returns {string | undefined} the previous message */
  before(now) {
    if (this.#index < 0) {
      this.#unfinished = now;
    }
    if (this.#index + 1 >= this.#texts.length) {
      return undefined;
    }
    return this.#texts[++this.#index];
  }

  /** @returns {string | undefined} the next message; undefined if none was recalled */
  after() {
    if (this.#index < 0) {
      return undefined;
    }
    return --this.#index < 0 ? this.#unfinished : this.#texts[this.#index];
  }

  /** The text was edited: recalling starts with the newest message again. */
  leave() {
    this.#index = -1;
  }
}
