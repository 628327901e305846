import {refusalOf} from './refusal.js';

/**
 * One WebSocket after the other to a hub: opens it, notices that it is dead, waits, and opens the next one.
 *
 * @typedef {'connecting' | 'open' | 'waiting' | 'refused' | 'closed'} State `open`: the server has said welcome;
 *     `waiting`: for the next try; `refused`: the server wants none; `closed`: the page wants none
 * @typedef {object} LinkChange
 * @property {State} state
 * @property {number} [code] the close code of the connection that ended
 * @property {string} [reason] for people
 * @property {number} [pause] until the next try, in ms
 */

/** The server does not want this client, so it does not come back by itself. */
const REFUSED = 1008;
/** The server asks for a longer pause, which nothing shortens. */
const FLOODING = 4029;
const FLOODING_PAUSE = 10_000;
/** The pause doubles from the one to the other, and is jittered between its half and its whole. */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;
const SHORTEST_PAUSE = 500;
/** A connection of this age was a good one: the pauses begin again with the first. */
const GOOD_AGE = 5_000;
const LONGEST_OPENING = 10_000;
const PROBE_ANSWER = 5_000;
/** The id of the question whether the server is still there. */
const PROBE = 'probe';
const USUAL_PING = 25_000;
const SILENT = 4000;

export class Link {
  #url;
  #owner;
  #WebSocket;
  #socket = null;
  /** @type {State} */
  #state = 'closed';
  #attempts = 0;
  #wasWelcome = false;
  #refusal = '';
  #openedAt = Infinity;
  #notBefore = 0;
  #heard = 0;
  #probing = false;
  #longestSilence = 0;
  #reconnecting;
  #watching;
  #stopListening = () => {};

  /**
   * @param {URL} url where the hub is
   * @param {{opened(): void, line(line: object): void, changed(change: LinkChange): void, probe(): object}} owner is told
   *     that a socket is open and `hello` is due, what comes in, and what becomes of the link; knows what to ask a
   *     server that may be gone
   * @param {typeof WebSocket} socketClass
   */
  constructor(url, owner, socketClass) {
    this.#url = url;
    this.#owner = owner;
    this.#WebSocket = socketClass;
  }

  get state() {
    return this.#state;
  }

  /** Connects now, and again whenever the connection is lost, until `close`. */
  open() {
    if (this.#state === 'closed' || this.#state === 'refused') {
      this.#listenToThePage();
      this.#connect();
    }
  }

  /** Ends it; what the connection still has to say is not heard. */
  close() {
    this.#stopListening();
    this.#leave();
    this.#become({state: 'closed'});
  }

  /** The server has said welcome. @param {number} [ping] how long it may be silent, in ms */
  welcomed(ping = USUAL_PING) {
    this.#wasWelcome = true;
    this.#refusal = '';
    this.#openedAt = performance.now();
    this.#longestSilence = 2 * ping + 1_000;
    this.#watch(this.#longestSilence);
    this.#become({state: 'open'});
  }

  /** Sends a line; says whether there was a connection to send it to. */
  send(line) {
    const open = this.#socket?.readyState === 1;
    if (open) {
      this.#socket.send(line);
    }
    return open;
  }

  /** Opens the next connection at once if it is only being waited for, unless the server asked for the pause. */
  retryNow() {
    if (this.#state === 'waiting' && performance.now() >= this.#notBefore) {
      this.#connect();
    }
  }

  #connect() {
    this.#leave();
    this.#become({state: 'connecting'});
    const socket = new this.#WebSocket(this.#url);
    this.#socket = socket;
    this.#watch(LONGEST_OPENING);
    socket.onopen = () => this.#owner.opened();
    socket.onmessage = event => this.#receive(socket, event.data);
    socket.onclose = event => this.#lost(event.code, event.reason);
  }

  /** A frame that cannot be read may have been anything, so the connection is worth no more: the next one resumes. */
  #receive(socket, frame) {
    this.#heard = performance.now();
    let lines;
    try {
      lines = frame.split('\n').map(text => JSON.parse(text));
    } catch (unreadable) {
      this.#lost(SILENT, 'what came cannot be read');
      return;
    }
    for (const line of lines) {
      if (socket !== this.#socket) {
        return;
      }
      this.#take(line);
    }
  }

  #take(line) {
    if (line.type === 'ping') {
      this.send('{"type":"pong"}');
    } else if (line.id === PROBE) {
      this.#probing = false;
      this.#watch(this.#longestSilence);
    } else {
      this.#owner.line(line);
    }
  }

  #leave() {
    clearTimeout(this.#reconnecting);
    clearTimeout(this.#watching);
    this.#probing = false;
    const socket = this.#socket;
    this.#socket = null;
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    }
  }

  #lost(code, reason) {
    this.#leave();
    if (code === REFUSED) {
      this.#stopListening();
      this.#become({state: 'refused', code, reason});
      return;
    }
    const pause = this.#nextPause(code);
    this.#notBefore = code === FLOODING ? performance.now() + FLOODING_PAUSE : 0;
    this.#reconnecting = setTimeout(() => this.#connect(), pause);
    this.#become({state: 'waiting', code, reason: reason || this.#refusal, pause});
    this.#askForRefusal();
  }

  /** A page that was never welcome may have an origin that the server refuses; the next change says so. */
  async #askForRefusal() {
    if (!this.#wasWelcome && this.#attempts > 1 && !this.#refusal) {
      this.#refusal = await refusalOf(this.#url);
    }
  }

  #nextPause(code) {
    if (performance.now() - this.#openedAt >= GOOD_AGE) {
      this.#attempts = 0;
    }
    this.#openedAt = Infinity;
    const longest = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** this.#attempts++);
    const jittered = Math.max(SHORTEST_PAUSE, longest * (0.5 + Math.random() / 2));
    return code === FLOODING ? FLOODING_PAUSE + jittered : jittered;
  }

  /** A server that says nothing for so long is gone, whatever the network thinks. */
  #watch(longestSilence) {
    clearTimeout(this.#watching);
    this.#heard = performance.now();
    const look = () => {
      const left = this.#heard + longestSilence - performance.now();
      if (left > 0) {
        this.#watching = setTimeout(look, left);
      } else {
        this.#lost(SILENT, 'the server is silent');
      }
    };
    this.#watching = setTimeout(look, longestSilence);
  }

  /**
   * The network came or went, or somebody looks at the page again: nobody wants to wait for a timer then. What was
   * heard on another network says nothing about this one.
   */
  #listenToThePage() {
    this.#stopListening();
    const moved = () => this.#wake(0);
    const seen = () => document.visibilityState === 'visible' && this.#wake(PROBE_ANSWER);
    const listening = new AbortController();
    const {signal} = listening;
    globalThis.addEventListener?.('online', moved, {signal});
    globalThis.addEventListener?.('offline', moved, {signal});
    globalThis.addEventListener?.('pageshow', seen, {signal});
    globalThis.document?.addEventListener('visibilitychange', seen, {signal});
    this.#stopListening = () => listening.abort();
  }

  /** Tries again at once, or asks a server that has been silent for so long (ms) whether it is still there. */
  #wake(silence) {
    this.retryNow();
    if (this.#state === 'open' && !this.#probing && performance.now() - this.#heard >= silence) {
      this.#probe();
    }
  }

  /** Until the answer comes a short silence is too long: what else is heard may have been on its way before. */
  #probe() {
    this.#probing = true;
    this.send(JSON.stringify({...this.#owner.probe(), id: PROBE}));
    this.#watch(PROBE_ANSWER);
  }

  #become(change) {
    if (change.state !== this.#state) {
      this.#state = change.state;
      this.#owner.changed(change);
    }
  }
}
