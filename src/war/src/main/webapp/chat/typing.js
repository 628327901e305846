import {TYPING} from './message.js';

const TELL_EVERY = 3_000;
const BELIEVED_FOR = 5_000;
const NAMED = 3;

/** Shows who is typing in the active conversation, and notifies the others when the user types. */
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

  /** Switches to this conversation. */
  follow(conversation) {
    this.#conversation = conversation;
    this.#typists.forEach(({timer}) => clearTimeout(timer));
    this.#typists.clear();
    this.#told = 0;
    this.#show();
  }

  /** The user is typing: sends a transient message at intervals, if there is a connection, and ignores failures. */
  mine() {
    if (Date.now() - this.#told > TELL_EVERY) {
      this.#told = Date.now();
      this.#conversation.source.tell(TYPING).catch(() => {});
    }
  }

  /** The text was sent: the next character causes a notification again. */
  said() {
    this.#told = 0;
  }

  /** Another user is typing. */
  theirs({user, name}) {
    if (user !== this.#me()?.user) {
      clearTimeout(this.#typists.get(user)?.timer);
      const timer = setTimeout(() => this.stopped({user}), BELIEVED_FOR);
      this.#typists.set(user, {name, timer});
      this.#show();
    }
  }

  /** Another user has sent or discarded the text. */
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
