/**
 * The loaded messages of a conversation: consecutive, in order, and bounded (by twice the limit while the user reads older
 * ones). Each has a number that is constant while it is loaded; numbers increase by one.
 */
export class MessageStore {
  #messages = [];
  #ids = new Set();
  #start = 0;
  #limit;

  /** @param {number} limit maximum number of messages */
  constructor(limit) {
    this.#limit = limit;
    /** Changes whenever all numbers become invalid. */
    this.generation = 0;
  }

  /** The number of the oldest loaded message. */
  get start() {
    return this.#start;
  }

  /** The number after that of the newest. */
  get end() {
    return this.#start + this.#messages.length;
  }

  get isFull() {
    return this.#messages.length >= this.#limit;
  }

  /** @param {number} number @returns the message, or undefined if it is not loaded */
  at(number) {
    return this.#messages[number - this.#start];
  }

  /** The messages from a number on. */
  since(number) {
    return this.#messages.slice(Math.max(0, number - this.#start));
  }

  has(id) {
    return this.#ids.has(id);
  }

  /** Adds the newest message, and removes the oldest if there are too many. Returns whether it was new. */
  append(message) {
    if (this.#ids.has(message.id)) {
      return false;
    }
    this.#ids.add(message.id);
    this.#messages.push(message);
    if (this.#messages.length > this.#limit * 1.25) {
      this.#forget(this.#messages.splice(0, this.#messages.length - this.#limit));
    }
    return true;
  }

  /** Adds older messages, oldest first. Returns whether the newest ones were removed. */
  prepend(messages) {
    const older = messages.filter(message => !this.#ids.has(message.id));
    older.forEach(message => this.#ids.add(message.id));
    this.#messages.unshift(...older);
    this.#start -= older.length;
    const gone = this.#messages.splice(2 * this.#limit);
    gone.forEach(message => this.#ids.delete(message.id));
    return gone.length > 0;
  }

  /** Replaces all messages, oldest first. */
  replace(messages) {
    this.#messages = [];
    this.#ids.clear();
    this.#start = 0;
    this.generation++;
    messages.forEach(message => this.append(message));
  }

  #forget(messages) {
    messages.forEach(message => this.#ids.delete(message.id));
    this.#start += messages.length;
  }
}
