import {ANNOUNCEMENT, textOf} from './message.js';

const PAUSE = 1_000;
const READ = 3;
const LONGEST = 200;

/**
 * Tells people who listen to the page what arrived: a few messages word for word, more than that as a number, so that
 * a flood leaves them in peace.
 */
export class Announcer {
  #region;
  #waiting = [];
  #timer;

  /** @param {HTMLElement} region a polite live region that nobody sees */
  constructor(region) {
    this.#region = region;
  }

  /** @param {object} message @param {string} place where it came, if that is not in sight */
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
