import {element} from './dom.js';

/** A line above the text field: the result of a command, or an error. */
export class Notice {
  #place;

  /** @param {HTMLElement} place */
  constructor(place) {
    this.#place = place;
  }

  say(text) {
    this.#show(text, 'status');
  }

  warn(text) {
    this.#show(text, 'alert');
  }

  clear() {
    this.#place.replaceChildren();
  }

  #show(text, role) {
    this.#place.replaceChildren(
      element('p', {role, class: role, dir: 'auto'}, text),
      element('button', {type: 'button', class: 'plain', 'aria-label': 'Dismiss', on: {click: () => this.clear()}},
        '×'));
  }
}
