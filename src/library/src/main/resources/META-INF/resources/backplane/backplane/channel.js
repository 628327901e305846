import {Source, tell} from './events.js';
import {Members} from './members.js';

/** The method by which the client passes a pushed line to its channel. */
export const take = Symbol('take');

/** The method by which the client resumes a subscription on a new connection. */
export const resume = Symbol('resume');

/**
 * @typedef {object} Message
 * @property {string} channel
 * @property {string} [position] the position in its channel; a transient message has none
 * @property {string} id globally unique
 * @property {string} [key] its idempotency key
 * @property {string} name the name of the message
 * @property {{user: string, name: string, verified: boolean, connection: string}} from
 * @property {string} [to] in inboxes: the recipient
 * @property {string} at ISO 8601, UTC
 * @property {any} data
 */

/** @typedef {import('./members.js').Member} Member */

/**
 * @typedef {object} ChannelEvents the type of `detail` by event
 * @property {Message} message a message; all subscribers see the same order
 * @property {Member} joined a user joined
 * @property {Member} left a user left
 * @property {{count: number}} members the number or the list of members has changed
 * @property {{key: string, value: any, version: number}} state a document has changed; null: it was deleted
 * @property {{recovered: boolean, again: boolean}} subscribed the subscription is live, after the events of all
 *     missed messages; `again` on a resumed subscription; `recovered` is false if history was incomplete, after `reset`
 * @property {object} reset messages may be missing: discard those you show, and load `history` again
 * @property {import('./error.js').BackplaneError} refused the subscription was rejected and has ended
 */

/**
 * A channel: its messages, members and state documents. A subscription survives reconnects, and resumes at its position
 * without missing or duplicate messages; if that is not possible, with a `reset`.
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
     * The position of the last received message, or of the channel at the time of the subscription.
     * @type {string | undefined}
     */
    this.position = undefined;
    /** The documents by key. @type {Map<string, {value: any, version: number}>} */
    this.state = new Map();
  }

  /** Whether the channel is subscribed, or will be as soon as there is a connection. */
  get isWanted() {
    return this.#wanted !== null;
  }

  /** The number of members, if subscribed with presence. */
  get count() {
    return this.#members.count;
  }

  /** The members by user id; empty if they are too many. @returns {Map<string, Member>} */
  get members() {
    return this.#members.byUser;
  }

  /**
   * Subscribes. A further call replaces the subscription and resumes at its position.
   *
   * @param {{presence?: boolean, since?: string}} [how] `presence`: also receive the members and their changes; `since`:
   *     first receive the messages after this position
   * @returns {Promise<void>} resolves when the subscription is live, after the events of all missed
   *     messages
   */
  subscribe({presence = false, since} = {}) {
    this.#wanted = {presence};
    this.position = since ?? this.position;
    return this.#subscribe();
  }

  /** Unsubscribes and discards the position. There are no events of this channel after this method returns. */
  async unsubscribe() {
    this.#wanted = null;
    this.#question = null;
    this.#isLive = false;
    this.position = undefined;
    this.state = new Map();
    this.#members.forget();
    // Without a connection there is nothing to unsubscribe, and the next connection does not subscribe.
    await this.#ask({type: 'unsubscribe', channel: this.name}, {again: false, waits: false}).catch(() => {});
  }

  /**
   * Publishes a message. It is queued while there is no connection, and stored once, also after reconnects. Messages are
   * stored in the order of the calls.
   *
   * @param {string} name what kind of message it is
   * @param {any} data
   * @param {{key?: string}} [how] an idempotency key, which the server stores once within five minutes; by default
   *     a random one
   * @returns {Promise<string>} the position, once the message is stored
   */
  async publish(name, data, {key} = {}) {
    const answer = await this.#ask({type: 'publish', channel: this.name, name, data, key: key ?? randomKey()});
    return answer.position;
  }

  /**
   * Publishes a transient message to the current subscribers. It is neither stored nor queued: it fails without a connection.
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
   * Reads a page of history.
   *
   * @param {{before?: string, limit?: number}} [which] the position that the page ends before, by default the newest page; up to 100 messages
   * @returns {Promise<{messages: Message[], more: boolean}>} oldest first; `more` if there are older ones
   */
  async history({before, limit = 50} = {}) {
    const {messages, more} = await this.#ask({type: 'history', channel: this.name, before, limit});
    return {messages, more};
  }

  /** Reads the members; no subscription is required. @returns {Promise<{count: number, members: Member[]}>} */
  async who() {
    const {count, members} = await this.#ask({type: 'members', channel: this.name});
    return {count, members};
  }

  /**
   * Writes a state document; the event `state` follows. A write is never repeated: if the connection is lost before the
   * response, the promise is rejected with `unavailable`.
   *
   * @param {string} key
   * @param {any} value null deletes the document
   * @param {number} [version] the expected version, 0 if the document must not exist; otherwise the error is `conflict`,
   *     with the `current` document
   * @returns {Promise<number>} the new version
   */
  async set(key, value, version) {
    const command = {type: 'set', channel: this.name, key, value, version};
    const answer = await this.#ask(command, {again: false, queue: 'set ' + this.name});
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
   * There are no events until the response, which contains all messages after the position. Only the response to the last
   * request counts: an earlier request is not repeated, and has the outcome of the last one.
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

  /** Applies the members and state documents of a response. */
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

/** 128 random bits. `crypto.randomUUID` is not available to pages that were loaded over plain HTTP. */
export function randomKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');
}
