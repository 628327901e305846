import {MOVED} from './message.js';

const SOON = 300;
const SPREAD = 1_200;
const PAUSE = 10_000;
const GHOSTS_ARE_GONE = 18_000;

/** The source of a conversation in a channel. */
export class Room {
  #channel;
  #listeners = [];
  #asking;
  #asked = 0;

  /** @param {import('../backplane.js').Channel} channel */
  constructor(channel) {
    this.#channel = channel;
  }

  /** The displayed name. */
  get title() {
    return '#' + this.#channel.name;
  }

  get isPrivate() {
    return false;
  }

  get count() {
    return this.#channel.count;
  }

  /** The members, as far as the server lists them. @returns {import('../backplane/members.js').Member[]} */
  get members() {
    return [...this.#channel.members.values()];
  }

  /** A state document. */
  document(key) {
    return this.#channel.state.get(key);
  }

  /** Writes a document if it has not changed since this page read it; a `conflict` updates the known version. */
  async set(key, value) {
    try {
      await this.#channel.set(key, value, this.document(key)?.version ?? 0);
    } catch (error) {
      if (error.current?.value !== undefined && error.current.value !== null) {
        this.#channel.state.set(key, error.current);
      }
      throw error;
    }
  }

  /** Subscribes, and dispatches the events. */
  async open({message, joined, members, state, reset, refused}) {
    const heard = detail => {
      this.#heard(detail, members);
      message(detail);
    };
    const tell = {message: heard, joined, members, reset, refused, state: ({key}) => state(key)};
    this.#listeners = Object.entries(tell).map(([type, take]) => [type, event => take(event.detail)]);
    this.#listeners.forEach(([type, take]) => this.#channel.addEventListener(type, take));
    await this.#channel.subscribe({presence: true});
  }

  close() {
    this.#listeners.forEach(([type, take]) => this.#channel.removeEventListener(type, take));
    this.#channel.unsubscribe().catch(() => {});
  }

  /** Reads a page of history. @returns {Promise<{messages: object[], more: boolean, before: string}>} */
  async page(before) {
    const {messages, more} = await this.#channel.history({before, limit: 50});
    return {messages, more, before: messages[0]?.position};
  }

  publish(name, data, key) {
    return this.#channel.publish(name, data, {key});
  }

  /** Publishes a transient message. */
  tell(name) {
    return this.#channel.publishTransient(name, {});
  }

  /** The server pushes joins and leaves; a changed name or server of a member must be requested. */
  #heard({position, name, from}, changed) {
    const known = this.#channel.members.get(from.user);
    if (position === undefined && name === MOVED) {
      this.#askSoon(changed, SOON);
      setTimeout(() => this.#askSoon(changed, 0), GHOSTS_ARE_GONE);
    } else if (known && known.name !== from.name && Date.now() - this.#asked > PAUSE) {
      this.#askSoon(changed, SOON);
    }
  }

  #askSoon(changed, pause) {
    this.#asking ??= setTimeout(async () => {
      this.#asked = Date.now();
      this.#asking = undefined;
      const {members} = await this.#channel.who().catch(() => ({members: []}));
      const known = this.#channel.members;
      members.filter(({user}) => known.has(user)).forEach(member => known.set(member.user, member));
      changed();
    }, pause + Math.random() * SPREAD);
  }
}
