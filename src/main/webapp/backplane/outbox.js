import {newAsk} from './ask.js';
import {BackplaneError} from './error.js';

/**
 * What was asked and is not answered yet. It waits while there is no connection, goes again after a lost one, and goes
 * again, with pauses, when the server says `retry`. Of each lane one command at a time is on its way, so that its order
 * survives whatever happens in between.
 *
 * @typedef {object} How
 * @property {boolean} [again] whether it may be done twice, so that it goes again when its outcome is unknown; else it
 *     fails then. By default it may
 * @property {boolean} [waits] whether it waits while there is no connection, which is usual, or fails
 * @property {string} [lane] it goes when what was asked before it in the same lane is answered
 * @property {boolean} [isKept] it has a key by which the server knows it again, so it is kept through a reload, and is
 *     never sent for another user
 * @property {boolean} [isFree] the server does not count it, and takes the time it needs to answer
 * @property {number} [tried] when it was first sent, in an earlier life of the page
 * @property {string} [user] who asked it, in an earlier life of the page
 * @property {(line: object) => void} [taken] takes the answer before the lines that follow it
 * @property {() => boolean} [isStale] whether it need not go any more
 */

/** Between the tries of one command; doubled from the one to the other. */
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 5_000;
/**
 * A refusal for the rate pauses its lane alone. After so many of them in so long all commands that the server counts
 * pause for a while: a server takes a hundred refusals in ten seconds for a flood, and at most 16 are on their way.
 */
const MOST_REFUSALS = 10;
const REFUSALS_COUNT_FOR = 10_000;
const PAUSE_OF_ALL = 2_000;
const MOST_ON_THEIR_WAY = 16;
const LONGEST_ANSWER = 30_000;
const MAX_WAITING_BYTES = 4 * 1024 * 1024;
/** The server knows a key for five minutes. */
const KEY_AGE = 4.5 * 60_000;

export class Outbox {
  #send;
  #memory;
  #asks = new Map();
  #lanes = new Map();
  #bytes = 0;
  #lastId = 0;
  #onTheirWay = 0;
  #maxLine = Infinity;
  #user;
  #pauseOfAll;
  /** When commands that the server counts were refused for the rate, the last ten of them. @type {number[]} */
  #refusals = [];
  #isOpen = false;
  #isClosed = false;

  /**
   * @param {(line: string) => boolean} send hands a line to the connection, if there is one
   * @param {import('./memory.js').Memory} memory keeps what is to outlive the page
   */
  constructor(send, memory) {
    this.#send = send;
    this.#memory = memory;
  }

  /** The commands that are kept and whose outcome is not known, oldest first. @type {object[]} */
  get unsettled() {
    return [...this.#asks.values()].filter(ask => ask.isKept).map(ask => ask.command);
  }

  /**
   * Asks the server something.
   *
   * @param {object} command
   * @param {How} [how]
   * @returns {Promise<object>} the answer; fails with a {@link BackplaneError}
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
   * There is a connection that has said welcome: what waits goes, in the order in which it was asked.
   *
   * @param {string} user who is asking from now on: what was asked by another one fails
   * @param {number} [maxLine] how many bytes a line may have
   */
  opened(user, maxLine = Infinity) {
    this.#isOpen = true;
    this.#user = user;
    this.#maxLine = maxLine;
    this.#asks.forEach(ask => this.#resume(ask));
    this.#go();
  }

  /** There is no connection any more. */
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

  /** Gives up all that is not answered, and whatever will be asked. @param {string} reason */
  close(reason) {
    this.lost();
    this.#isClosed = true;
    [...this.#asks.values()].forEach(ask => this.#fail(ask, new BackplaneError('closed', reason)));
  }

  /** Takes a line that may be an answer. */
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

  /** An error that names no command complains of one that could not be read: of the only one under way, if it is one. */
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

  /** Why it cannot even wait. */
  #obstacle(ask) {
    if (this.#isClosed) {
      return new BackplaneError('closed', 'the client is closed');
    }
    if (!ask.waits && !this.#isOpen) {
      return new BackplaneError('unavailable', 'there is no connection', {retry: true});
    }
    if (this.#bytes + ask.bytes > MAX_WAITING_BYTES) {
      return new BackplaneError('unavailable', 'too much waits to be sent', {retry: true});
    }
    return this.#tooLarge(ask);
  }

  #tooLarge({line}) {
    return line.length * 3 > this.#maxLine && new TextEncoder().encode(line).length > this.#maxLine
      ? new BackplaneError('too-large', `a line may have ${this.#maxLine} bytes`)
      : undefined;
  }

  #enter(ask) {
    ask.user ??= this.#user;
    this.#bytes += ask.bytes;
    this.#asks.set(ask.id, ask);
    const lane = this.#lanes.get(ask.lane) ?? [];
    lane.push(ask);
    this.#lanes.set(ask.lane, lane);
    this.#keep(ask);
  }

  /** Sends the first of each lane that may go. */
  #go() {
    for (const lane of this.#lanes.values()) {
      while (lane.length && this.#mayGo(lane[0])) {
        const futile = this.#futile(lane[0]);
        if (!futile) {
          this.#dispatch(lane[0]);
          break;
        }
        this.#fail(lane[0], futile);
      }
    }
  }

  #mayGo(ask) {
    const hasRoom = ask.isFree || (this.#pauseOfAll === undefined && this.#onTheirWay < MOST_ON_THEIR_WAY);
    return this.#isOpen && !ask.isSent && ask.pausing === undefined && hasRoom;
  }

  /** Why it would be wrong to send it now. */
  #futile(ask) {
    if (ask.isStale?.()) {
      return new BackplaneError('closed', 'it is not wanted any more');
    }
    if (ask.isKept && ask.user && ask.user !== this.#user) {
      return new BackplaneError('forbidden', 'it was written by another user');
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

  /** It is not on its way any more. */
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

  /** What one server could not do, the next one may. */
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
    const lane = this.#lanes.get(ask.lane);
    lane.splice(lane.indexOf(ask), 1);
    if (lane.length === 0) {
      this.#lanes.delete(ask.lane);
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
