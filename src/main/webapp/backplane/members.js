import {tell} from './events.js';

/**
 * @typedef {object} Member
 * @property {string} user
 * @property {string} name
 * @property {boolean} verified whether the server logged him in
 * @property {number} connections
 * @property {string[]} nodes the names of the servers that he is on
 */

/** The server tells of a crowd only how large it is, and of nobody by name when it has become few again. */
const PAUSE = 1_000;

/** Who is in a channel. Tells the channel's `joined`, `left` and `members`. */
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
