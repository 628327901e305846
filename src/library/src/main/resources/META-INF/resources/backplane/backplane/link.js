import {refusalOf} from './refusal.js';

/**
 * The connection to a hub: opens a WebSocket, detects its loss, and reconnects after a pause.
 *
 * @typedef {'connecting' | 'open' | 'waiting' | 'refused' | 'closed'} State `open`: the server has sent `welcome`;
 *     `waiting`: for the next attempt; `refused`: by the server, no further attempt; `closed`: by the page
 * @typedef {object} LinkChange
 * @property {State} state
 * @property {number} [code] the close code of the connection that ended
 * @property {string} [reason] human-readable
 * @property {number} [pause] until the next attempt, in ms
 */

/** The close code with which the server refuses this client: it does not reconnect automatically. */
const REFUSED = 1008;
/** The close code with which the server requests a longer pause, which nothing shortens. */
const FLOODING = 4029;
const FLOODING_PAUSE = 10_000;
/** The back-off doubles between these limits, with a jitter between half and full. */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;
const SHORTEST_PAUSE = 500;
/** After a connection of this duration the back-off starts again. */
const GOOD_AGE = 5_000;
const LONGEST_OPENING = 10_000;
const PROBE_ANSWER = 5_000;
/** The request id of the probe. */
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
   * @param {URL} url the URL of the hub
   * @param {{opened(): void, line(line: object): void, changed(change: LinkChange): void, probe(): object}} callbacks: a
   *     socket is open and `hello` must be sent; a line was received; the state has changed; returns the command of a probe
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

  /** Closes the link; later lines of the connection are ignored. */
  close() {
    this.#stopListening();
    this.#leave();
    this.#become({state: 'closed'});
  }

  /** The server has sent `welcome`. @param {number} [ping] the maximum silence of the server, in ms */
  welcomed(ping = USUAL_PING) {
    this.#wasWelcome = true;
    this.#refusal = '';
    this.#openedAt = performance.now();
    this.#longestSilence = 2 * ping + 1_000;
    this.#watch(this.#longestSilence);
    this.#become({state: 'open'});
  }

  /** Sends a line; returns whether there was a connection. */
  send(line) {
    const open = this.#socket?.readyState === 1;
    if (open) {
      this.#socket.send(line);
    }
    return open;
  }

  /** Ends the pause before the next attempt, unless the server requested the pause. */
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

  /** An invalid frame may have contained any line, so the connection is closed; the next one resumes. */
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

  /** A page that never received `welcome` may have an origin that the server refuses; the next change has the reason. */
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

  /** A server that is silent for this time is considered lost, even if the socket is open. */
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
   * The network has changed, or the page is visible again: does not wait for the timer. Lines received on another network
   * do not prove that the connection works on this one.
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

  /** Reconnects at once, or sends a probe to a server that has been silent for this time (ms). */
  #wake(silence) {
    this.retryNow();
    if (this.#state === 'open' && !this.#probing && performance.now() - this.#heard >= silence) {
      this.#probe();
    }
  }

  /** Until the response to the probe a shorter timeout applies: other lines may have been sent before. */
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
