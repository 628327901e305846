/**
 * The browser client of Backplane: an ES module without dependencies.
 *
 *     import {Backplane} from './backplane.js';
 *
 *     const backplane = new Backplane({name: 'Ada'});
 *     const home = backplane.channel('home');
 *     home.addEventListener('message', ({detail}) => console.log(detail.from.name, detail.data));
 *     await home.subscribe({presence: true});
 *     await home.publish('chat', 'Hello');
 *
 * It connects when it is created, and reconnects automatically until it is closed: after a lost network, a redeployed or
 * a killed server, to whichever server responds. Subscriptions resume at their positions. Unacknowledged messages are
 * sent again with their keys, in the order of publishing, and stored once.
 */
import {BackplaneError} from './backplane/error.js';
import {Channel, randomKey, resume, take} from './backplane/channel.js';
import {Source, tell} from './backplane/events.js';
import {Link} from './backplane/link.js';
import {Memory} from './backplane/memory.js';
import {Outbox} from './backplane/outbox.js';

export {BackplaneError, Channel};

/**
 * @typedef {object} Welcome the user and the server of this connection
 * @property {string} connection
 * @property {string} user
 * @property {string} name
 * @property {boolean} verified whether the server logged the user in
 * @property {string} [node] the name of the server; a server that requires a login sends it only to users who have logged in
 */

/** @typedef {import('./backplane/link.js').State} State */
/** @typedef {import('./backplane/channel.js').Message} Message */
/** @typedef {import('./backplane/channel.js').Member} Member */

/**
 * @typedef {object} BackplaneEvents the type of `detail` by event
 * @property {import('./backplane/link.js').LinkChange} link the connection state has changed
 * @property {Welcome} welcome after each connect, and after a rename
 * @property {{command: any, position: string}} published a message that was published or sent with a key is
 *     stored; also for those from before a reload of the page
 * @property {{command: any, error: BackplaneError}} failed such a message failed, and is not sent again
 */

/**
 * A client of a hub: one connection at a time, and the state that is kept across reconnects.
 *
 * @extends {Source<BackplaneEvents>}
 */
export class Backplane extends Source {
  #link;
  #outbox;
  #memory;
  #token;
  #complaint;
  /** @type {Map<string, Channel>} */
  #channels = new Map();

  /**
   * Connects, and restores the messages that were unacknowledged before a reload of the page.
   *
   * @param {object} [options]
   * @param {string | URL} [options.url] the hub; by default `hub` beside this module. Another host must list this page
   *     in its setting `origins`
   * @param {string} [options.name] the display name of this user
   * @param {Storage | null} [options.identity] keeps the token of the anonymous user for the next visit; by default
   *     `localStorage`, null for none
   * @param {Storage | null} [options.unsent] keeps unacknowledged messages through a reload; by default
   *     `sessionStorage`, null for none
   * @param {typeof WebSocket} [options.WebSocket]
   */
  constructor({url, name, identity, unsent, WebSocket = globalThis.WebSocket} = {}) {
    super();
    const hub = url ? new URL(url, globalThis.location?.href) : new URL('hub', import.meta.url);
    hub.protocol = hub.protocol.replace(/^http/, 'ws');
    hub.hash = '';
    this.#memory = new Memory(hub, identity, unsent);
    this.#token = this.#memory.token;
    /** @type {string | undefined} */
    this.name = name;
    /** Undefined until the first welcome. @type {Welcome | undefined} */
    this.me = undefined;
    this.#outbox = new Outbox(line => this.#link.send(line), this.#memory);
    this.#link = new Link(hub, this.#owner(), WebSocket);
    this.#restore();
    this.#link.open();
  }

  /** The connection state; see the event `link`. @returns {State} */
  get state() {
    return this.#link.state;
  }

  /** The unacknowledged messages that were published or sent with a key, oldest first. @returns {any[]} */
  get unsettled() {
    return this.#outbox.unsettled;
  }

  /** The private messages to and from this user; undefined until the first welcome. @returns {Channel | undefined} */
  get inbox() {
    return this.me && this.channel('@' + this.me.user);
  }

  /** Returns the channel with this name: always the same object. @param {string} name @returns {Channel} */
  channel(name) {
    const normal = name.normalize();
    let channel = this.#channels.get(normal);
    if (!channel) {
      channel = new Channel(normal, (command, how) => this.#ask(command, how));
      this.#channels.set(normal, channel);
    }
    return channel;
  }

  /**
   * Sends a private message. It is queued while there is no connection, and stored once.
   *
   * @param {string} to the user
   * @param {string} name the name of the message
   * @param {any} data
   * @param {{key?: string}} [how] an idempotency key; by default a random one
   * @returns {Promise<string>} the position of the copy in the user's own inbox
   */
  async send(to, name, data, {key} = {}) {
    const answer = await this.#ask({type: 'send', to, name, data, key: key ?? randomKey()});
    return answer.position;
  }

  /** Changes the display name of this user. @param {string} name @returns {Promise<Welcome>} */
  async rename(name) {
    await this.#ask({type: 'hello', name}, {queue: 'hello'});
    this.name = name;
    return this.me;
  }

  /**
   * Reconnects now, if the client is waiting for its next attempt or was refused; but not before a pause that the server
   * has requested is over.
   */
  reconnect() {
    this.#link.retryNow();
    if (this.state === 'refused') {
      this.#link.open();
    }
  }

  /** Closes the client. Unacknowledged messages fail, but remain in the storage and are sent after the next page load. */
  close() {
    this.#memory.freeze();
    this.#link.close();
    this.#outbox.close('the client was closed');
  }

  #owner() {
    return {
      opened: () => this.#hello(),
      line: line => this.#take(line),
      changed: change => this.#changed(change),
      probe: () => ({type: 'history', channel: this.inbox.name, limit: 1}),
    };
  }

  #restore() {
    for (const {command, tried, user} of this.#memory.unsettled()) {
      this.#ask(command, {tried, user}).catch(() => {});
    }
  }

  #hello() {
    this.#complaint = undefined;
    const hello = {type: 'hello', name: this.name, token: this.#token, since: this.inbox?.position};
    this.#link.send(JSON.stringify(hello));
  }

  #changed(change) {
    if (change.state !== 'open') {
      this.#outbox.lost();
    }
    tell(this, 'link', change.state === 'refused' ? {...change, reason: this.#complaint ?? change.reason} : change);
  }

  async #ask(command, how) {
    const queue = queueOf(command);
    try {
      const answer = await this.#outbox.ask(command, queue ? {queue, isKept: true, ...how} : how);
      if (queue) {
        tell(this, 'published', {command, position: answer.position});
      }
      return answer;
    } catch (error) {
      if (queue) {
        tell(this, 'failed', {command, error});
      }
      throw error;
    }
  }

  /** Dispatches pushes to their channels, and responses to their requests. The id of a message is not a request id. */
  #take(line) {
    if (line.type === 'message' || (line.channel && line.id === undefined)) {
      this.#channels.get(line.channel)?.[take](line);
      return;
    }
    if (line.type === 'welcome') {
      this.#welcome(line);
    } else if (line.type === 'error' && line.id === undefined) {
      this.#complaint = line.message;
      console.warn('Backplane:', line.code, line.message);
    }
    this.#outbox.answered(line);
  }

  #welcome({connection, user, name, verified, node, token, ping, maxBytes, id}) {
    this.me = {connection, user, name, verified, node};
    if (id === undefined) {
      this.#token = this.#memory.token = token ?? this.#token;
      this.#link.welcomed(ping);
      this.channel('@' + user);
      this.#channels.forEach(channel => channel[resume]());
      this.#outbox.opened(user, maxBytes);
    }
    tell(this, 'welcome', this.me);
  }
}

/** The queue of a command: messages to one channel, or to one user, keep their order. */
function queueOf({type, channel, to, key}) {
  return key && (type === 'publish' || type === 'send') ? `${type} ${channel ?? to}` : undefined;
}
