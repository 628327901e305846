import {newAsk} from './ask.js';
import {BackplaneError} from './error.js';

/**
 * The pending requests. They are queued while there is no connection, sent again after a reconnect, and retried with a
 * back-off if the server responds with `retry`. Each queue has one command in flight, so that its order is kept across
 * reconnects and retries.
 *
 * @typedef {object} How
 * @property {boolean} [again] whether the command may be repeated if its outcome is unknown (default); otherwise it fails
 *     then
 * @property {boolean} [waits] whether it is queued while there is no connection (default), or fails
 * @property {string} [queue] it is sent after the responses to earlier commands of the same queue
 * @property {boolean} [isKept] it has an idempotency key, so it is stored through a reload; it is never sent for another
 *     user
 * @property {boolean} [isFree] the server does not count it against the rate limit, and it has no response timeout
 * @property {number} [tried] when it was first sent, before a reload of the page
 * @property {string} [user] the user, before a reload of the page
 * @property {(line: object) => void} [taken] receives the response before any later line
 * @property {() => boolean} [isStale] whether it is obsolete
 */

/** The limits of the back-off between retries of one command. */
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 5_000;
/**
 * A `rate-limited` response pauses only its queue. After this many of them within this time, all commands that the server
 * counts are paused: the server closes a connection with a hundred rejections in ten seconds; at most 16 are in flight.
 */
const MOST_REFUSALS = 10;
const REFUSALS_COUNT_FOR = 10_000;
const PAUSE_OF_ALL = 2_000;
const MOST_ON_THEIR_WAY = 16;
const LONGEST_ANSWER = 30_000;
const MAX_WAITING_BYTES = 4 * 1024 * 1024;
/** The server remembers an idempotency key for five minutes. */
const KEY_AGE = 4.5 * 60_000;

export class Outbox {
  #send;
  #memory;
  #asks = new Map();
  #queues = new Map();
  #bytes = 0;
  #lastId = 0;
  #onTheirWay = 0;
  #maxLine = Infinity;
  #user;
  #pauseOfAll;
  /** The times of the last ten `rate-limited` responses to counted commands. @type {number[]} */
  #refusals = [];
  #isOpen = false;
  #isClosed = false;

  /**
   * @param {(line: string) => boolean} send sends a line if there is a connection
   * @param {import('./memory.js').Memory} memory keeps commands through a reload
   */
  constructor(send, memory) {
    this.#send = send;
    this.#memory = memory;
  }

  /** The stored commands without a known outcome, oldest first. @type {object[]} */
  get unsettled() {
    return [...this.#asks.values()].filter(ask => ask.isKept).map(ask => ask.command);
  }

  /**
   * Sends a command, now or later.
   *
   * @param {object} command
   * @param {How} [how]
   * @returns {Promise<object>} the response; rejected with a {@link BackplaneError}
   */
  ask(command, how = {}) {
    return new Promise((resolve, reject) => {
      const ask = newAsk(++this.#lastId, command, how, {resolve, reject});
      const obstacle = this.#obstacle(ask);
      if (obstacle) {
        reject(obstacle);
        return;
      }
      this.#enter(ask);
      this.#go();
    });
  }

  /**
   * The connection has received `welcome`: sends the queued commands in order.
   *
   * @param {string} user the current user: commands of another user fail
   * @param {number} [maxLine] maximum size of a line in bytes
   */
  opened(user, maxLine = Infinity) {
    this.#isOpen = true;
    this.#user = user;
    this.#maxLine = maxLine;
    this.#asks.forEach(ask => this.#resume(ask));
    this.#go();
  }

  /** The connection is lost. */
  lost() {
    this.#isOpen = false;
    clearTimeout(this.#pauseOfAll);
    this.#pauseOfAll = undefined;
    this.#refusals = [];
    for (const ask of [...this.#asks.values()].filter(one => one.isSent)) {
      this.#landed(ask);
      if (!ask.again) {
        this.#fail(ask, unknown('the connection was lost'));
      }
    }
  }

  /** Fails all pending and all future commands. @param {string} reason */
  close(reason) {
    this.lost();
    this.#isClosed = true;
    [...this.#asks.values()].forEach(ask => this.#fail(ask, new BackplaneError('closed', reason)));
  }

  /** Processes a line that may be a response. */
  answered(line) {
    const ask = this.#asks.get(line.id) ?? this.#unreadable(line);
    if (!ask) {
      return;
    }
    if (line.type !== 'error') {
      this.#settle(ask);
      ask.taken?.(line);
      ask.resolve(line);
    } else if (ask.isSent) {
      this.#refused(ask, line);
    }
    this.#go();
  }

  /** An error without a request id is about a line that could not be parsed: if one command is in flight, it is that one. */
  #unreadable({id, type, code}) {
    const sent = [...this.#asks.values()].filter(ask => ask.isSent);
    const isComplaint = id === undefined && type === 'error' && (code === 'bad-request' || code === 'too-large');
    return isComplaint && sent.length === 1 ? sent[0] : undefined;
  }

  #refused(ask, error) {
    this.#landed(ask);
    const isTooFast = error.code === 'rate-limited';
    if (isTooFast && !ask.isFree) {
      this.#countRefusal();
    }
    if (error.retry && (ask.again || (isTooFast && ask.waits))) {
      this.#later(ask, error.retryAfter);
    } else {
      this.#fail(ask, new BackplaneError(error.code, error.message, error));
    }
  }

  #countRefusal() {
    const now = Date.now();
    this.#refusals = [...this.#refusals, now].slice(-MOST_REFUSALS);
    const areMany = this.#refusals.length === MOST_REFUSALS && now - this.#refusals[0] < REFUSALS_COUNT_FOR;
    if (areMany && this.#pauseOfAll === undefined) {
      this.#pauseOfAll = setTimeout(() => {
        this.#pauseOfAll = undefined;
        this.#go();
      }, PAUSE_OF_ALL * (1 + Math.random() / 4));
    }
  }

  /** The error if a command cannot be queued. */
  #obstacle(ask) {
    if (this.#isClosed) {
      return new BackplaneError('closed', 'the client is closed');
    }
    if (!ask.waits && !this.#isOpen) {
      return new BackplaneError('unavailable', 'there is no connection', {retry: true});
    }
    if (this.#bytes + ask.bytes > MAX_WAITING_BYTES) {
      return new BackplaneError('unavailable', 'the outbound queue is full', {retry: true});
    }
    return this.#tooLarge(ask);
  }

  #tooLarge({line}) {
    return line.length * 3 > this.#maxLine && new TextEncoder().encode(line).length > this.#maxLine
      ? new BackplaneError('too-large', `a line must not be larger than ${this.#maxLine} bytes`)
      : undefined;
  }

  #enter(ask) {
    ask.user ??= this.#user;
    this.#bytes += ask.bytes;
    this.#asks.set(ask.id, ask);
    const queue = this.#queues.get(ask.queue) ?? [];
    queue.push(ask);
    this.#queues.set(ask.queue, queue);
    this.#keep(ask);
  }

  /** Sends the first command of each queue, if it may be sent now. */
  #go() {
    for (const queue of this.#queues.values()) {
      while (queue.length && this.#mayGo(queue[0])) {
        const futile = this.#futile(queue[0]);
        if (!futile) {
          this.#dispatch(queue[0]);
          break;
        }
        this.#fail(queue[0], futile);
      }
    }
  }

  #mayGo(ask) {
    const hasRoom = ask.isFree || (this.#pauseOfAll === undefined && this.#onTheirWay < MOST_ON_THEIR_WAY);
    return this.#isOpen && !ask.isSent && ask.pausing === undefined && hasRoom;
  }

  /** The error if a queued command must not be sent any more. */
  #futile(ask) {
    if (ask.isStale?.()) {
      return new BackplaneError('closed', 'the request is obsolete');
    }
    if (ask.isKept && ask.user && ask.user !== this.#user) {
      return new BackplaneError('forbidden', 'the request is from another user');
    }
    if (ask.isKept && ask.tried && Math.abs(Date.now() - ask.tried) > KEY_AGE) {
      return unknown('it was sent too long ago to be sent again', false);
    }
    return this.#tooLarge(ask);
  }

  #dispatch(ask) {
    const isFirst = !ask.tried;
    if (isFirst) {
      ask.tried = Date.now();
      ask.user = this.#user;
      this.#keep(ask);
    }
    ask.isSent = this.#send(ask.line);
    if (ask.isSent && !ask.isFree) {
      this.#onTheirWay++;
      ask.waiting = setTimeout(() => this.#unanswered(ask), LONGEST_ANSWER);
    }
  }

  #unanswered(ask) {
    this.#landed(ask);
    if (ask.again) {
      this.#later(ask);
    } else {
      this.#fail(ask, unknown('the server did not answer'));
    }
    this.#go();
  }

  /** The command is no longer in flight. */
  #landed(ask) {
    if (ask.isSent && !ask.isFree) {
      this.#onTheirWay--;
    }
    ask.isSent = false;
    clearTimeout(ask.waiting);
  }

  #later(ask, retryAfter = 0) {
    const usual = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** ask.pauses++) * (0.5 + Math.random() / 2);
    ask.pausing = setTimeout(() => {
      ask.pausing = undefined;
      this.#go();
    }, Math.max(retryAfter, usual));
  }

  /** After a reconnect to another server, commands can succeed that failed before. */
  #resume(ask) {
    clearTimeout(ask.pausing);
    ask.pausing = undefined;
    ask.pauses = 0;
  }

  #fail(ask, error) {
    this.#settle(ask);
    ask.reject(error);
  }

  #settle(ask) {
    this.#landed(ask);
    clearTimeout(ask.pausing);
    this.#asks.delete(ask.id);
    this.#bytes -= ask.bytes;
    const queue = this.#queues.get(ask.queue);
    queue.splice(queue.indexOf(ask), 1);
    if (queue.length === 0) {
      this.#queues.delete(ask.queue);
    }
    if (ask.isKept) {
      this.#memory.forget(ask.command.key);
    }
  }

  #keep({id, command, isKept, tried, user}) {
    if (isKept) {
      this.#memory.keep({command, tried, user, order: id});
    }
  }
}

function unknown(why, retry = true) {
  return new BackplaneError('unavailable', why + '; the outcome is unknown', {retry});
}
