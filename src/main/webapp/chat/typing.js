import {TYPING} from './message.js';

const TELL_EVERY = 3_000;
const BELIEVED_FOR = 5_000;
const NAMED = 3;

/** Who is typing in the active conversation, and telling the others that one is. */
export class Typing {
  #line;
  #me;
  #told = 0;
  #typists = new Map();
  #conversation;

  /** @param {HTMLElement} line @param {() => object | undefined} me */
  constructor(line, me) {
    this.#line = line;
    this.#me = me;
  }

  /** Follows this conversation from now on. */
  follow(conversation) {
    this.#conversation = conversation;
    this.#typists.forEach(({timer}) => clearTimeout(timer));
    this.#typists.clear();
    this.#told = 0;
    this.#show();
  }

  /** One is typing: tells it now and then, if there is a connection, and does not care whether it arrives. */
  mine() {
    if (Date.now() - this.#told > TELL_EVERY) {
      this.#told = Date.now();
      this.#conversation.source.tell(TYPING).catch(() => {});
    }
  }

  /** What was typed is said: the next letter is news again. */
  said() {
    this.#told = 0;
  }

  /** Somebody else is typing. */
  theirs({user, name}) {
    if (user !== this.#me()?.user) {
      clearTimeout(this.#typists.get(user)?.timer);
      const timer = setTimeout(() => this.stopped({user}), BELIEVED_FOR);
      this.#typists.set(user, {name, timer});
      this.#show();
    }
  }

  /** Somebody said what he was typing, or gave it up. */
  stopped({user}) {
    clearTimeout(this.#typists.get(user)?.timer);
    if (this.#typists.delete(user)) {
      this.#show();
    }
  }

  #show() {
    const names = [...this.#typists.values()].map(({name}) => name);
    this.#line.textContent = !names.length ? ''
      : names.length > NAMED ? 'Several people are typing…'
        : names.join(', ') + (names.length > 1 ? ' are typing…' : ' is typing…');
  }
}
