import {ANNOUNCEMENT, textOf} from './message.js';

const PAUSE = 1_000;
const READ = 3;
const LONGEST = 200;

/**
 * Announces new messages to screen readers: a few with their text, more than that as a number.
 */
export class Announcer {
  #region;
  #waiting = [];
  #timer;

  /** @param {HTMLElement} region a polite live region that is visually hidden */
  constructor(region) {
    this.#region = region;
  }

  /** @param {object} message @param {string} place the conversation, if it is not the active one */
  arrived(message, place = '') {
    if (this.#waiting.length <= READ) {
      const said = textOf(message);
      const text = said.length > LONGEST ? said.slice(0, LONGEST) + '…' : said;
      const kind = message.name === ANNOUNCEMENT ? 'Announcement by ' : '';
      this.#waiting.push(`${kind}${message.from.name}${place && ` in ${place}`}: ${text}`);
    }
    this.#count++;
    this.#timer ??= setTimeout(() => this.#read(), PAUSE);
  }

  #read() {
    const text = this.#count > READ ? `${this.#count} new messages` : this.#waiting.join('\n');
    this.#region.textContent = text;
    this.#waiting = [];
    this.#count = 0;
    this.#timer = undefined;
  }

  #count = 0;
}
