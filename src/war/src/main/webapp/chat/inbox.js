import {forEver} from './storage.js';

const SEEN = 'inbox seen';

/** The private messages of the user, dispatched to the conversation with the other user. */
export class Inbox {
  #backplane;
  #unopened;
  #talks = new Map();
  #names;
  #listening = false;

  /**
   * @param {import('../backplane.js').Backplane} backplane
   * @param {import('./names.js').Names} names
   * @param {(peer: string, messages: object[]) => void} unopened receives messages of users without an open conversation
   */
  constructor(backplane, names, unopened) {
    this.#backplane = backplane;
    this.#names = names;
    this.#unopened = unopened;
    backplane.addEventListener('welcome', () => this.#begin());
  }

  /** The other user of a private message. */
  peerOf({from, to}) {
    return from.user === this.#backplane.me?.user ? to ?? from.user : from.user;
  }

  /** The display name of a user. */
  nameOf(user) {
    return this.#names.of(user);
  }

  listen(peer, tell) {
    this.#talks.set(peer, tell);
    this.#names.keep();
  }

  forget(peer) {
    this.#talks.delete(peer);
  }

  async page(before) {
    await this.#welcome();
    return this.#backplane.inbox.history({before, limit: 100});
  }

  send(peer, name, data, key) {
    return this.#backplane.send(peer, name, data, {key});
  }

  #welcome() {
    return new Promise(resolve => {
      if (this.#backplane.me) {
        resolve();
      } else {
        this.#backplane.addEventListener('welcome', resolve, {once: true});
      }
    });
  }

  #begin() {
    if (this.#listening) {
      return;
    }
    this.#listening = true;
    const inbox = this.#backplane.inbox;
    inbox.addEventListener('message', ({detail}) => this.#take(detail));
    inbox.addEventListener('reset', () => this.#talks.forEach(tell => tell.reset()));
    this.#catchUp().catch(() => {});
  }

  #take(message) {
    this.#seen(message);
    const peer = this.peerOf(message);
    const talk = this.#talks.get(peer);
    if (talk) {
      talk.message(message);
    } else {
      this.#unopened(peer, [message]);
    }
  }

  /** Opens tabs for private messages that arrived while no page was open. */
  async #catchUp() {
    const seen = forEver.get(SEEN);
    const {messages} = await this.page();
    const last = messages.findIndex(({id}) => id === seen);
    const me = this.#backplane.me.user;
    const missed = seen === undefined ? [] : messages.slice(last + 1).filter(({from}) => from.user !== me);
    messages.forEach(message => this.#seen(message));
    for (const peer of new Set(missed.map(({from}) => from.user))) {
      this.#unopened(peer, missed.filter(({from}) => from.user === peer));
    }
  }

  #seen({id, from}) {
    forEver.put(SEEN, id);
    this.#names.learn(from.user, from.name);
  }
}
