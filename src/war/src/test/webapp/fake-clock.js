const real = {setTimeout, clearTimeout, dateNow: Date.now, random: Math.random};

/** Time that passes when the test says so, in the place of the page's; chance is always in the middle. */
export class FakeClock {
  #now = 1_000_000;
  #timers = new Map();
  #lastId = 0;

  constructor() {
    globalThis.setTimeout = (action, delay = 0) => this.#set(action, delay);
    globalThis.clearTimeout = id => this.#timers.delete(id);
    performance.now = () => this.#now;
    Date.now = () => 1_700_000_000_000 + this.#now;
    this.chance(0.5);
  }

  /** What Math.random gives from now on. */
  chance(value) {
    Math.random = () => value;
  }

  /** Lets time pass, and all that is due then happen. */
  async pass(time) {
    const end = this.#now + time;
    await this.settle();
    for (let next = this.#next(end); next; next = this.#next(end)) {
      this.#timers.delete(next.id);
      this.#now = Math.max(this.#now, next.at);
      next.action();
      await this.settle();
    }
    this.#now = Math.max(this.#now, end);
  }

  /** Time passes while the page sleeps: what was due in between is due afterwards. */
  sleep(time) {
    this.#now += time;
  }

  /** Lets all that was promised happen. */
  settle() {
    return new Promise(done => {
      const {port1, port2} = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        done();
      };
      port2.postMessage(null);
    });
  }

  restore() {
    globalThis.setTimeout = real.setTimeout;
    globalThis.clearTimeout = real.clearTimeout;
    delete performance.now;
    Date.now = real.dateNow;
    Math.random = real.random;
  }

  #set(action, delay) {
    const id = ++this.#lastId;
    this.#timers.set(id, {id, action, at: this.#now + Math.max(0, delay)});
    return id;
  }

  #next(end) {
    const due = [...this.#timers.values()].filter(timer => timer.at <= end);
    return due.sort((one, other) => one.at - other.at || one.id - other.id)[0];
  }
}
