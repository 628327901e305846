import {Completion} from './completion.js';
import {byId} from './dom.js';
import {SentHistory} from './sent-history.js';
import {forThisTab} from './storage.js';

const MOST_ROWS = 8;
const GROWS = CSS.supports('field-sizing', 'content');

/**
 * The text field for messages. Drafts are stored per conversation, also through a reload.
 */
export class Composer {
  #field = byId('text');
  #perform;
  #typing;
  #sentHistory = new SentHistory();
  #completion;
  #place;

  /**
   * @param {object} owner
   * @param {(text: string) => Promise<void>} owner.perform executes the text; if it rejects, the text stays in the field
   * @param {() => void} owner.typing called on every change by the user
   * @param {() => object[]} owner.members who can be mentioned
   */
  constructor({perform, typing, members}) {
    this.#perform = perform;
    this.#typing = typing;
    this.#completion = new Completion(this.#field, byId('suggestions'), members);
    this.#field.addEventListener('input', () => this.#written());
    this.#field.addEventListener('keydown', event => this.#key(event));
    byId('say').addEventListener('submit', event => {
      event.preventDefault();
      this.#send();
    });
  }

  /** Switches to the draft of this conversation. */
  show({name, title}) {
    this.#place = 'draft ' + name;
    this.#field.placeholder = `Message to ${title}`;
    this.#field.setAttribute('aria-label', `Message to ${title}`);
    this.#put(forThisTab.get(this.#place) ?? '');
  }

  /** Inserts a text for editing before the current draft. */
  edit(text) {
    const draft = this.#field.value;
    this.#put(draft.trim() ? `${text}\n${draft}` : text);
    this.#keep();
    this.focus();
  }

  focus() {
    this.#field.focus();
  }

  async #send() {
    const text = this.#field.value.trim();
    const place = this.#place;
    if (!text) {
      return;
    }
    this.#completion.close();
    try {
      await this.#perform(text);
    } catch {
      return;
    }
    this.#sentHistory.add(text);
    if (forThisTab.get(place)?.trim() === text) {
      forThisTab.put(place, undefined);
    }
    if (this.#place === place && this.#field.value.trim() === text) {
      this.#put('');
    }
  }

  #written() {
    this.#keep();
    this.#grow();
    this.#sentHistory.leave();
    this.#completion.update();
    if (this.#field.value && !this.#field.value.startsWith('/')) {
      this.#typing();
    }
  }

  #key(event) {
    if (event.isComposing || event.defaultPrevented) {
      return;
    }
    if (this.#completion.takes(event) || this.#repeats(event)) {
      event.preventDefault();
    } else if (event.key === 'Enter' && !event.shiftKey && !event.ctrlKey && !event.altKey) {
      event.preventDefault();
      this.#send();
    }
  }

  /** Arrow keys recall sent messages, where they cannot move the caret. */
  #repeats({key, shiftKey, altKey, ctrlKey, metaKey}) {
    const {value, selectionStart, selectionEnd} = this.#field;
    if (shiftKey || altKey || ctrlKey || metaKey || selectionStart !== selectionEnd) {
      return false;
    }
    const isOnFirst = !value.slice(0, selectionStart).includes('\n');
    const isOnLast = !value.slice(selectionStart).includes('\n');
    const text = key === 'ArrowUp' && isOnFirst ? this.#sentHistory.before(value)
      : key === 'ArrowDown' && isOnLast ? this.#sentHistory.after() : undefined;
    if (text === undefined) {
      return false;
    }
    this.#put(text);
    this.#keep();
    return true;
  }

  #put(text) {
    this.#completion.close();
    this.#field.value = text;
    this.#field.setSelectionRange(text.length, text.length);
    this.#grow();
  }

  #keep() {
    forThisTab.put(this.#place, this.#field.value || undefined);
  }

  #grow() {
    if (!GROWS) {
      this.#field.rows = Math.min(MOST_ROWS, this.#field.value.split('\n').length);
    }
  }
}
