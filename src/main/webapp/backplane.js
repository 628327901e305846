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
 * It connects when it is made, and comes back by itself for as long as it lives: after a lost network, a redeployed or
 * a killed server, to whichever server answers. Subscriptions go on exactly where they were; what was published and
 * not acknowledged is sent again under its key, in the order of publishing, and stored once.
 */
import {BackplaneError} from './backplane/error.js';
import {Channel, randomKey, resume, take} from './backplane/channel.js';
import {Source, tell} from './backplane/events.js';
import {Link} from './backplane/link.js';
import {Memory} from './backplane/memory.js';
import {Outbox} from './backplane/outbox.js';

export {BackplaneError, Channel};

/**
 * @typedef {object} Welcome who and where this connection is
 * @property {string} connection
 * @property {string} user
 * @property {string} name
 * @property {boolean} verified whether the server logged the user in
 * @property {string} [node] the name of the server; a secured one tells it only those who have logged in
 */

/** @typedef {import('./backplane/link.js').State} State */
/** @typedef {import('./backplane/channel.js').Message} Message */
/** @typedef {import('./backplane/channel.js').Member} Member */

/**
 * @typedef {object} BackplaneEvents what `detail` is
 * @property {import('./backplane/link.js').LinkChange} link what has become of the connection
 * @property {Welcome} welcome after each connecting, and after a renaming
 * @property {{command: any, position: string}} published for everything that was published or sent with a key, also in
 *     an earlier life of the page
 * @property {{command: any, error: BackplaneError}} failed likewise: it will not be sent any more
 */

/**
 * A user's way to a hub: one connection at a time, and what must survive between two of them.
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
   * Connects, and restores what an earlier life of the page could not send.
   *
   * @param {object} [options]
   * @param {string | URL} [options.url] the hub; by default `hub` beside this module. Another host must list this page
   *     in its setting `origins`
   * @param {string} [options.name] how others see this user
   * @param {Storage | null} [options.identity] keeps the token that makes a user the same user next time; by default
   *     `localStorage`, null for none
   * @param {Storage | null} [options.unsent] keeps what is not acknowledged through a reload; by default
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
    /** Known after the first welcome. @type {Welcome | undefined} */
    this.me = undefined;
    this.#outbox = new Outbox(line => this.#link.send(line), this.#memory);
    this.#link = new Link(hub, this.#owner(), WebSocket);
    this.#restore();
    this.#link.open();
  }

  /** What the connection is: see the event `link`. @returns {State} */
  get state() {
    return this.#link.state;
  }

  /** What was published or sent with a key and is not acknowledged, oldest first. @returns {any[]} */
  get unsettled() {
    return this.#outbox.unsettled;
  }

  /** Private messages to and from this user; there is one after the first welcome. @returns {Channel | undefined} */
  get inbox() {
    return this.me && this.channel('@' + this.me.user);
  }

  /** A channel by its name: always the same object. @param {string} name @returns {Channel} */
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
   * Sends a private message. It waits while there is no connection, and is stored once.
   *
   * @param {string} to the user
   * @param {string} name what kind of message it is
   * @param {any} data
   * @param {{key?: string}} [how] a key of one's own; by default a random one
   * @returns {Promise<string>} the position of the copy in one's own inbox
   */
  async send(to, name, data, {key} = {}) {
    const answer = await this.#ask({type: 'send', to, name, data, key: key ?? randomKey()});
    return answer.position;
  }

  /** Changes how others see this user. @param {string} name @returns {Promise<Welcome>} */
  async rename(name) {
    await this.#ask({type: 'hello', name}, {lane: 'hello'});
    this.name = name;
    return this.me;
  }

  /**
   * Tries again now, if the client is waiting for its next try, or was refused. Not sooner than the server allows to
   * one that was too busy.
   */
  reconnect() {
    this.#link.retryNow();
    if (this.state === 'refused') {
      this.#link.open();
    }
  }

  /** Ends the connection for good; what is not acknowledged fails, but stays in the storage for a next life. */
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
    const lane = laneOf(command);
    try {
      const answer = await this.#outbox.ask(command, lane ? {lane, isKept: true, ...how} : how);
      if (lane) {
        tell(this, 'published', {command, position: answer.position});
      }
      return answer;
    } catch (error) {
      if (lane) {
        tell(this, 'failed', {command, error});
      }
      throw error;
    }
  }

  /** What is pushed goes to its channel, answers go to who asked. The id of a message is its own. */
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

/** What is published to one channel, and what is sent to one user, keeps its order. */
function laneOf({type, channel, to, key}) {
  return key && (type === 'publish' || type === 'send') ? `${type} ${channel ?? to}` : undefined;
}
