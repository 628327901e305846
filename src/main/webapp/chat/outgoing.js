import {newKey} from './key.js';
import {forThisTab} from './storage.js';

/**
 * What one said in a conversation and does not see in it yet: each `pending`, `sent` (it has its position, the message
 * is on its way back) or `failed`. What failed outlives a reload here, what is pending in the client.
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

  /** Adds what is being said. */
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

  /** It is seen now, or given up. @returns what it was, or undefined */
  take(key) {
    const entry = this.#entries.get(key);
    if (this.#entries.delete(key)) {
      this.#keep();
      this.#changed();
    }
    return entry;
  }

  /** What has its position stands in the history that was just loaded, or has left it already. */
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
