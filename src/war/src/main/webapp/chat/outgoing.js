import {newKey} from './key.js';
import {forThisTab} from './storage.js';

/**
 * The user's messages that have not been received back yet: each is `pending`, `sent` (acknowledged with its position) or
 * `failed`. Failed ones are stored here through a reload, pending ones by the client.
 */
export class Outgoing {
  #entries = new Map();
  #place;
  #changed;

  /**
   * @param {string} name of the conversation
   * @param {() => void} changed
   */
  constructor(name, changed) {
    this.#place = 'failed ' + name;
    this.#changed = changed;
    (forThisTab.get(this.#place) ?? []).forEach(entry => this.#entries.set(entry.key, entry));
  }

  /** Oldest first: `{key, name, data, at, status, reason}`. */
  get entries() {
    return [...this.#entries.values()];
  }

  get size() {
    return this.#entries.size;
  }

  /** Adds a message. */
  add(name, data, key = newKey()) {
    const entry = {key, name, data, at: new Date().toISOString(), status: 'pending'};
    this.#entries.set(key, entry);
    this.#changed();
    return entry;
  }

  sent(key) {
    this.#become(key, {status: 'sent', reason: undefined});
  }

  failed(key, reason) {
    this.#become(key, {status: 'failed', reason});
  }

  again(key) {
    return this.#become(key, {status: 'pending', reason: undefined});
  }

  /** Removes a message that was received or discarded. @returns the message, or undefined */
  take(key) {
    const entry = this.#entries.get(key);
    if (this.#entries.delete(key)) {
      this.#keep();
      this.#changed();
    }
    return entry;
  }

  /** Removes acknowledged messages: the history that was just loaded contains them, or no longer does. */
  takeSent() {
    this.entries.filter(({status}) => status === 'sent').forEach(({key}) => this.take(key));
  }

  #become(key, what) {
    const entry = this.#entries.get(key);
    if (entry) {
      Object.assign(entry, what);
      this.#keep();
      this.#changed();
    }
    return entry;
  }

  #keep() {
    const failed = this.entries.filter(({status}) => status === 'failed');
    forThisTab.put(this.#place, failed.length ? failed : undefined);
  }
}
