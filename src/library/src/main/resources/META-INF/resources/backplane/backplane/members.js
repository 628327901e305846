import {tell} from './events.js';

/**
 * @typedef {object} Member
 * @property {string} user
 * @property {string} name
 * @property {boolean} verified whether the user is logged in at the server
 * @property {number} connections
 * @property {string[]} nodes the names of the servers to which the user is connected
 */

/** Above a limit the server sends only the number of members; when it is below again, the list must be requested. */
const PAUSE = 1_000;

/** The members of a channel. Dispatches the events `joined`, `left` and `members` of the channel. */
export class Members {
  #channel;
  #asking = false;

  /** @param {import('./channel.js').Channel} channel */
  constructor(channel) {
    this.#channel = channel;
    this.count = 0;
    /** @type {Map<string, Member>} */
    this.byUser = new Map();
  }

  /** @param {{count: number, members?: Member[]}} now */
  are({count, members = []}) {
    this.byUser = new Map(members.map(member => [member.user, member]));
    this.#here(count);
  }

  joined({member, count}) {
    this.byUser.set(member.user, member);
    tell(this.#channel, 'joined', member);
    this.#here(count);
    this.#nameThoseWhoStayed();
  }

  left({member, count}) {
    this.byUser.delete(member.user);
    tell(this.#channel, 'left', member);
    this.#here(count);
    this.#nameThoseWhoStayed();
  }

  crowd({count}) {
    this.are({count});
  }

  forget() {
    this.count = 0;
    this.byUser = new Map();
  }

  #here(count) {
    this.count = count;
    tell(this.#channel, 'members', {count});
  }

  async #nameThoseWhoStayed() {
    if (this.#asking || this.byUser.size === this.count) {
      return;
    }
    this.#asking = true;
    await new Promise(done => setTimeout(done, PAUSE));
    const now = await this.#channel.who().catch(() => undefined);
    this.#asking = false;
    if (now?.members.length && this.#channel.isWanted && this.byUser.size !== this.count) {
      this.are(now);
    }
  }
}
