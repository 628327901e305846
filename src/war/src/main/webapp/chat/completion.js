import {element} from './dom.js';
import {suggestionsFor} from './suggestions.js';

const STEPS = {ArrowDown: 1, ArrowUp: -1};

/**
 * The list of suggestions above a text field, with the keys of ARIA's combobox: the focus stays in the field, arrows
 * choose, Enter or Tab take, Escape closes. The role of the field remains textbox: it has several lines, and a combobox has one.
 */
export class Completion {
  #field;
  #list;
  #members;
  #offer;
  #chosen = 0;

  /**
   * @param {HTMLTextAreaElement} field
   * @param {HTMLElement} list
   * @param {() => object[]} members the users who can be suggested
   */
  constructor(field, list, members) {
    this.#field = field;
    this.#list = list;
    this.#members = members;
    field.addEventListener('blur', () => this.close());
    list.addEventListener('mousedown', event => event.preventDefault());
    list.addEventListener('click', event => this.#clicked(event));
  }

  get isOpen() {
    return this.#offer !== undefined;
  }

  /** Updates the suggestions after a change of the text. */
  update() {
    const {value, selectionStart, selectionEnd} = this.#field;
    const before = value.slice(0, selectionStart);
    const offer = selectionStart === selectionEnd ? suggestionsFor(before, this.#members()) : undefined;
    if (!offer || offer.options.some(({insert}) => insert.trim() === before.slice(offer.from))) {
      this.close();
    } else {
      this.#offer = offer;
      this.#open();
    }
  }

  /** Handles a key if it is for the list; returns whether it was. @param {KeyboardEvent} event */
  takes(event) {
    if (!this.isOpen || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) {
      return false;
    }
    if (event.key in STEPS) {
      this.#choose(this.#chosen + STEPS[event.key]);
    } else if (event.key === 'Enter' || event.key === 'Tab') {
      this.#take();
    } else if (event.key === 'Escape') {
      this.close();
    } else {
      return false;
    }
    return true;
  }

  close() {
    this.#offer = undefined;
    this.#list.hidden = true;
    this.#list.replaceChildren();
    this.#field.removeAttribute('aria-controls');
    this.#field.removeAttribute('aria-activedescendant');
  }

  #open() {
    this.#list.replaceChildren(...this.#offer.options.map(({label, about}, index) => element('li',
      {role: 'option', id: `option-${index}`, 'data-index': String(index), 'aria-selected': 'false'},
      element('bdi', {class: 'label'}, label), about && element('span', {class: 'about'}, about))));
    this.#list.hidden = false;
    this.#field.setAttribute('aria-controls', this.#list.id);
    this.#choose(0);
  }

  #choose(index) {
    const options = [...this.#list.children];
    this.#chosen = (index + options.length) % options.length;
    options.forEach((option, place) => option.setAttribute('aria-selected', String(place === this.#chosen)));
    options[this.#chosen].scrollIntoView({block: 'nearest'});
    this.#field.setAttribute('aria-activedescendant', options[this.#chosen].id);
  }

  #clicked(event) {
    const option = event.target.closest('[data-index]');
    if (option) {
      this.#chosen = Number(option.dataset.index);
      this.#take();
    }
  }

  #take() {
    const {from, options} = this.#offer;
    this.#field.setRangeText(options[this.#chosen].insert, from, this.#field.selectionStart, 'end');
    this.#field.dispatchEvent(new Event('input', {bubbles: true}));
  }
}
