import {namesInAddress, putIntoAddress} from './address.js';
import {Conversation} from './conversation.js';
import {Inbox} from './inbox.js';
import {MOVED} from './message.js';
import {Names} from './names.js';
import {PrivateTalk} from './private-talk.js';
import {Room} from './room.js';
import {forEver, forThisTab} from './storage.js';

const ACTIVE = 'active';
const NAME = 'name';
const SETTLING = 1_000;

/** The display name stored in this browser, if any. @returns {string | undefined} */
export function rememberedName() {
  return forEver.get(NAME);
}

/**
 * All conversations of this page, and which of them is active.
 *
 * Events: `opened` and `closed` (the conversation is the `detail`), `active`, `me`.
 */
export class Chat extends EventTarget {
  #backplane;
  #inbox;
  #names = new Names();
  #conversations = new Map();
  #active;
  #node;

  /** @param {import('../backplane.js').Backplane} backplane */
  constructor(backplane) {
    super();
    this.#backplane = backplane;
    this.#inbox = new Inbox(backplane, this.#names, (peer, messages) => this.#open('@' + peer).welcome(messages));
    backplane.addEventListener('welcome', ({detail}) => this.#welcome(detail));
    backplane.addEventListener('published', ({detail}) => this.#published(detail));
    backplane.addEventListener('failed', ({detail}) => this.#failed(detail));
    addEventListener('hashchange', () => this.#followAddress());
  }

  /** Opens the conversations of the URL, and those with unacknowledged messages from before a reload. */
  begin() {
    namesInAddress().forEach(name => this.#open(name));
    for (const {type, channel, to, name, data, key} of this.#backplane.unsettled) {
      const place = type === 'send' ? '@' + to : channel;
      this.#open(place).outgoing.add(name, data, key);
    }
    this.activate(forThisTab.get(ACTIVE));
  }

  get me() {
    return this.#backplane.me;
  }

  get active() {
    return this.#active;
  }

  /** In the order of their tabs. @returns {Conversation[]} */
  get conversations() {
    return [...this.#conversations.values()];
  }

  /** Opens a channel unless it is open, and shows it. */
  join(name) {
    this.#open(name);
    this.activate(name);
  }

  /** Opens the private conversation with a user, and shows it. */
  whisper(user, name) {
    if (name) {
      this.#names.learn(user, name);
    }
    this.join('@' + user);
  }

  /** Shows an open conversation; the first one if none has this name. */
  activate(name) {
    const next = this.#conversations.get(name) ?? this.conversations[0];
    if (next !== this.#active) {
      this.#active = next;
      forThisTab.put(ACTIVE, next.name);
      this.#tell('active');
    }
  }

  /** Shows the next conversation, or with -1 the previous one. */
  step(by) {
    const all = this.conversations;
    this.activate(all[(all.indexOf(this.#active) + by + all.length) % all.length].name);
  }

  /** Closes a conversation, except the last one. */
  leave(name) {
    const leaving = this.#conversations.get(name);
    if (!leaving || this.#conversations.size === 1) {
      return false;
    }
    const index = this.conversations.indexOf(leaving);
    this.#conversations.delete(name);
    leaving.close();
    this.#tell('closed', leaving);
    if (leaving === this.#active) {
      this.activate(this.conversations[Math.max(0, index - 1)].name);
    }
    this.#writeAddress();
    return true;
  }

  /** Changes the display name of the user, also for the next visit. */
  async rename(name) {
    await this.#backplane.rename(name);
    forEver.put(NAME, name);
    this.#tellMoved();
  }

  #open(name) {
    const known = this.#conversations.get(name);
    if (known) {
      return known;
    }
    const conversation = new Conversation(name, this.#sourceOf(name), () => this.me);
    this.#conversations.set(name, conversation);
    const learn = ({detail}) => this.#learn(conversation, detail.from ?? detail);
    ['arrived', 'passing', 'joined'].forEach(type => conversation.addEventListener(type, learn));
    this.#tell('opened', conversation);
    this.#writeAddress();
    conversation.open();
    return conversation;
  }

  #welcome({node}) {
    this.#tell('me');
    if (this.#node !== undefined && this.#node !== node) {
      setTimeout(() => this.#tellMoved(), SETTLING);
    }
    this.#node = node;
  }

  #tellMoved() {
    this.conversations.forEach(({source}) => source.tell(MOVED).catch(() => {}));
  }

  /** Updates the name of the sender of a message. */
  #learn(conversation, {user, name}) {
    if (this.#names.learn(user, name)) {
      conversation.renamed();
    }
  }

  #sourceOf(name) {
    return name.startsWith('@')
      ? new PrivateTalk(this.#inbox, name.slice(1))
      : new Room(this.#backplane.channel(name));
  }

  #followAddress() {
    const names = namesInAddress();
    const added = names.filter(name => !this.#conversations.has(name));
    added.forEach(name => this.#open(name));
    this.conversations.filter(({name}) => !names.includes(name)).forEach(({name}) => this.leave(name));
    if (added.length) {
      this.activate(added[0]);
    }
  }

  #writeAddress() {
    putIntoAddress([...this.#conversations.keys()]);
  }

  #settled({type, channel, to}) {
    return this.#conversations.get(type === 'send' ? '@' + to : channel);
  }

  #published({command}) {
    this.#settled(command)?.outgoing.sent(command.key);
  }

  #failed({command, error}) {
    if (error.code !== 'closed') {
      this.#settled(command)?.outgoing.failed(command.key, error.message);
    }
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, {detail}));
  }
}
