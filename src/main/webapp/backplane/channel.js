import {Source, tell} from './events.js';
import {Members} from './members.js';

/** How the client hands a pushed line to the channel that it is about. */
export const take = Symbol('take');

/** How the client subscribes a channel again on a new connection. */
export const resume = Symbol('resume');

/**
 * @typedef {object} Message
 * @property {string} channel
 * @property {string} [position] where it stands in its channel; a transient message has none
 * @property {string} id unique for ever
 * @property {string} [key] the key it was published under
 * @property {string} name what kind of message it is
 * @property {{user: string, name: string, verified: boolean, connection: string}} from
 * @property {string} [to] in inboxes: for whom it was
 * @property {string} at ISO 8601, UTC
 * @property {any} data
 */

/** @typedef {import('./members.js').Member} Member */

/**
 * @typedef {object} ChannelEvents what `detail` is
 * @property {Message} message one after the other, in the order that all see
 * @property {Member} joined a user came
 * @property {Member} left a user went
 * @property {{count: number}} members the count or the list has changed in any way
 * @property {{key: string, value: any, version: number}} state a document has changed; null means that it is gone
 * @property {{recovered: boolean, again: boolean}} subscribed what was missed has been told; `again` if the channel
 *     went on from where it was, `recovered` unless that was no longer possible, and `reset` came before
 * @property {object} reset what you show may have holes: discard it, and page `history`
 * @property {import('./error.js').BackplaneError} refused the subscription is over
 */

/**
 * One channel: what was said, who is there, and the documents that all share. Once subscribed it stays so through
 * every lost connection, and goes on exactly where it was: without a gap or a double, or with a `reset`.
 *
 * @extends {Source<ChannelEvents>}
 */
export class Channel extends Source {
  #ask;
  #wanted = null;
  #question = null;
  #isLive = false;
  #members;

  /**
   * @param {string} name
   * @param {(command: object, how?: import('./outbox.js').How) => Promise<any>} ask
   */
  constructor(name, ask) {
    super();
    this.#ask = ask;
    this.#members = new Members(this);
    /** @type {string} */
    this.name = name;
    /**
     * The position of the last message that came, or where the channel was when it was subscribed.
     * @type {string | undefined}
     */
    this.position = undefined;
    /** The documents by key. @type {Map<string, {value: any, version: number}>} */
    this.state = new Map();
  }

  /** Whether it is subscribed, or will be as soon as there is a connection. */
  get isWanted() {
    return this.#wanted !== null;
  }

  /** How many users are here, if subscribed with presence. */
  get count() {
    return this.#members.count;
  }

  /** Who they are, by user; empty if they are too many. @returns {Map<string, Member>} */
  get members() {
    return this.#members.byUser;
  }

  /**
   * Begins to listen. Subscribing again takes the place of the subscription, and goes on where that was.
   *
   * @param {{presence?: boolean, since?: string}} [how] with `presence` one is told of the other users; with `since`
   *     what followed a position comes first
   * @returns {Promise<void>} done when it is subscribed; what was missed has been told before
   */
  subscribe({presence = false, since} = {}) {
    this.#wanted = {presence};
    this.position = since ?? this.position;
    return this.#subscribe();
  }

  /** Stops listening, and forgets where the channel was. Nothing of it is told any more when this returns. */
  async unsubscribe() {
    this.#wanted = null;
    this.#question = null;
    this.#isLive = false;
    this.position = undefined;
    this.state = new Map();
    this.#members.forget();
    // Without a connection there is nothing to leave, and the next one does not enter.
    await this.#ask({type: 'unsubscribe', channel: this.name}, {again: false, waits: false}).catch(() => {});
  }

  /**
   * Publishes a message. It waits while there is no connection, and is stored once, whatever happens in between; what
   * is published one after the other is stored in that order.
   *
   * @param {string} name what kind of message it is
   * @param {any} data
   * @param {{key?: string}} [how] a key of one's own, which the server stores once in five minutes; by default a
   *     random one
   * @returns {Promise<string>} its position, once it is stored
   */
  async publish(name, data, {key} = {}) {
    const answer = await this.#ask({type: 'publish', channel: this.name, name, data, key: key ?? randomKey()});
    return answer.position;
  }

  /**
   * Publishes a message to those who are there now; it is never stored, nor sent later: without a connection it fails.
   *
   * @param {string} name
   * @param {any} data
   * @returns {Promise<void>}
   */
  async publishTransient(name, data) {
    const command = {type: 'publish', channel: this.name, name, data, keep: false};
    await this.#ask(command, {again: false, waits: false});
  }

  /**
   * Reads back.
   *
   * @param {{before?: string, limit?: number}} [which] the messages before a position, by default the newest; up to 100
   * @returns {Promise<{messages: Message[], more: boolean}>} oldest first; more if there are older ones
   */
  async history({before, limit = 50} = {}) {
    const {messages, more} = await this.#ask({type: 'history', channel: this.name, before, limit});
    return {messages, more};
  }

  /** Asks who is here, also without being subscribed. @returns {Promise<{count: number, members: Member[]}>} */
  async who() {
    const {count, members} = await this.#ask({type: 'members', channel: this.name});
    return {count, members};
  }

  /**
   * Sets a document that all share; `state` follows by its event. It is never set twice: if the connection is lost
   * before the answer, this fails with `unavailable`.
   *
   * @param {string} key
   * @param {any} value null takes it away
   * @param {number} [version] set it only if this is its version, 0 if it must not exist; else the error `conflict` has
   *     the `current` one
   * @returns {Promise<number>} the new version
   */
  async set(key, value, version) {
    const command = {type: 'set', channel: this.name, key, value, version};
    const answer = await this.#ask(command, {again: false, lane: 'set ' + this.name});
    return answer.version;
  }

  [resume]() {
    if (this.#wanted && !this.#isAsking) {
      this.#subscribe().catch(() => {});
    }
  }

  [take](line) {
    if (line.type === 'subscribed' && !this.#isAsking) {
      this.#subscribed(line);
    } else if (this.#isLive) {
      this.#takers[line.type]?.(line);
    }
  }

  #takers = {
    message: line => this.#message(line),
    joined: line => this.#members.joined(line),
    left: line => this.#members.left(line),
    count: line => this.#members.crowd(line),
    state: line => this.#document(line),
    reset: line => this.#reset(line),
  };

  /**
   * Until the answer comes nothing is told, because it brings all that followed the position. Only the answer to the
   * last question counts: an earlier one is not asked again, and shares the outcome of the last.
   */
  #subscribe() {
    const question = {isAnswered: false, outcome: null};
    this.#question = question;
    this.#isLive = false;
    const command = {type: 'subscribe', channel: this.name, since: this.position, presence: this.#wanted.presence};
    const isStale = () => this.#question !== question;
    const taken = line => isStale() || this.#answered(question, line);
    const asked = this.#ask(command, {isFree: true, isStale, taken});
    question.outcome = asked.then(() => {}, error => this.#failed(question, error));
    return question.outcome;
  }

  get #isAsking() {
    return this.#question !== null && !this.#question.isAnswered;
  }

  #answered(question, line) {
    question.isAnswered = true;
    this.#subscribed(line);
  }

  #failed(question, error) {
    if (this.#question && this.#question !== question) {
      return this.#question.outcome;
    }
    if (this.#question) {
      this.#question = null;
      this.#wanted = null;
      tell(this, 'refused', error);
    }
    throw error;
  }

  #subscribed(line) {
    const again = this.position !== undefined;
    this.#isLive = true;
    this.#image(line);
    if (!line.recovered) {
      this.position = line.position;
      tell(this, 'reset', {});
    }
    line.messages.forEach(message => this.#message({channel: this.name, ...message}));
    this.position = line.position;
    tell(this, 'subscribed', {recovered: line.recovered, again});
  }

  #reset(line) {
    this.position = line.position;
    this.#image(line);
    tell(this, 'reset', {});
  }

  /** What the channel is now, apart from its messages. */
  #image({count, members, state = {}}) {
    if (count !== undefined) {
      this.#members.are({count, members});
    }
    const before = this.state;
    this.state = new Map(Object.entries(state));
    this.state.forEach((document, key) => {
      if (before.get(key)?.version !== document.version) {
        tell(this, 'state', {key, ...document});
      }
    });
    before.forEach((document, key) => this.state.has(key) || tell(this, 'state', {key, value: null, version: 0}));
  }

  #message(message) {
    this.position = message.position ?? this.position;
    tell(this, 'message', message);
  }

  #document({key, value, version}) {
    if (this.state.get(key)?.version === version) {
      return;
    }
    if (value === null) {
      this.state.delete(key);
    } else {
      this.state.set(key, {value, version});
    }
    tell(this, 'state', {key, value, version});
  }
}

/** 128 random bits. It does without `crypto.randomUUID`, which pages that came over plain HTTP do not have. */
export function randomKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');
}
