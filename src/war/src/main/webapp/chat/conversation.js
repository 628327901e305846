import {MessageStore} from './message-store.js';
import {Outgoing} from './outgoing.js';
import {textOf} from './message.js';
import {mentionsName} from './text.js';

const HELD = 1200;

/**
 * One conversation of this page: its loaded messages, the outgoing messages of the user, and the unread count.
 *
 * Events: `messages`, `said`, `outgoing`, `unread`, `members`, `document`, `refused`; `arrived` and `passing` (it is not
 * stored) have a message in `detail`, `joined` a member.
 */
export class Conversation extends EventTarget {
  #source;
  #me;
  #cursor;
  #loading = null;
  #attentive = false;
  #isReplacing = false;

  /**
   * @param {string} name unique on the page: of a channel, or @ and a user
   * @param {import('./room.js').Room | import('./private-talk.js').PrivateTalk} source
   * @param {() => {user: string, name: string} | undefined} me
   */
  constructor(name, source, me) {
    super();
    this.#source = source;
    this.#me = me;
    this.name = name;
    this.store = new MessageStore(HELD);
    this.outgoing = new Outgoing(name, () => this.#tell('outgoing'));
    /** Whether older messages may exist. */
    this.more = true;
    /** Whether there are newer messages than the loaded ones, because the user has scrolled far up. */
    this.isBehind = false;
    /** Whether the newest message is visible: then the oldest ones may be unloaded. */
    this.isFollowed = true;
    this.unread = 0;
    this.isMentioned = false;
    /** The first unread message, if any. */
    this.freshFrom = undefined;
    /** The reason why the server rejected the subscription, if it did. */
    this.refusal = undefined;
    /** Whether the first messages are still being loaded. */
    this.isLoading = true;
  }

  get source() {
    return this.#source;
  }

  get title() {
    return this.#source.title;
  }

  get isPrivate() {
    return this.#source.isPrivate;
  }

  /** Subscribes first and then loads history, so that no message is missing in between. */
  async open() {
    const told = this.#source.open({
      message: message => this.#take(message),
      joined: member => this.#tell('joined', member),
      members: () => this.#tell('members'),
      state: () => this.#tell('document'),
      reset: () => this.reload(),
      refused: error => this.#refuse(error),
    });
    await told.catch(error => this.#refuse(error));
    if (!this.refusal) {
      await this.reload();
    }
  }

  close() {
    this.#source.close();
  }

  /** Sends a message. It is shown at once, and published when there is a connection. */
  say(name, data) {
    this.#read();
    this.freshFrom = undefined;
    this.#publish(this.outgoing.add(name, data));
    this.#tell('said');
  }

  /** Retries a failed message with the same key, so that it is not stored twice. */
  retry(key) {
    const entry = this.outgoing.again(key);
    if (entry) {
      this.#publish(entry);
    }
  }

  /** Loads the page before the oldest loaded message. A call during a load has no effect. */
  older() {
    if (this.more && !this.#loading && !this.isLoading) {
      this.#load(() => this.#prepend());
    }
  }

  /** Reloads the newest messages, because some may be missing. */
  async reload() {
    await this.#load(() => this.#replace(), true);
  }

  /** Whether the newest message is visible to the user; new messages are read then. */
  set isAttended(isAttended) {
    this.#attentive = isAttended;
    if (isAttended && this.unread) {
      this.#read();
    }
  }

  /** Adds messages that arrived before this conversation was opened. */
  welcome(messages) {
    messages.forEach(message => this.#take(message));
  }

  /** The name of a user has changed. */
  renamed() {
    this.#tell('members');
    this.#tell('unread');
  }

  #read() {
    this.unread = 0;
    this.isMentioned = false;
    this.#tell('unread');
  }

  #publish({name, data, key}) {
    this.#source.publish(name, data, key).catch(() => {});
  }

  #take(message) {
    if (message.position === undefined) {
      this.#tell('passing', message);
    } else {
      this.#arrive(message);
    }
  }

  #arrive(message) {
    const isOwn = message.from.user === this.#me()?.user;
    if (isOwn && message.key) {
      this.outgoing.take(message.key);
    }
    if (this.store.has(message.id)) {
      return;
    }
    if (!this.isFollowed && this.store.isFull && !this.#isReplacing) {
      this.isBehind = true;
    } else if (!this.isBehind) {
      this.store.append(message);
    }
    if (!isOwn) {
      this.#count(message);
    }
    this.#tell('messages');
    this.#tell('arrived', message);
  }

  #count(message) {
    if (this.#attentive) {
      return;
    }
    this.freshFrom = this.unread ? this.freshFrom : message.id;
    this.unread++;
    this.isMentioned ||= this.isPrivate || mentionsName(textOf(message), this.#me()?.name);
    this.#tell('unread');
  }

  async #load(work, isUrgent = false) {
    if (isUrgent) {
      await this.#loading;
    }
    this.#loading = work().catch(() => {}).finally(() => {
      this.#loading = null;
      this.isLoading = false;
      this.#tell('messages');
    });
    await this.#loading;
  }

  async #prepend() {
    const generation = this.store.generation;
    const oldest = this.store.at(this.store.start);
    const before = this.#cursor?.oldest === oldest?.id ? this.#cursor?.before : oldest.position;
    const page = await this.#source.page(before);
    if (generation === this.store.generation && oldest === this.store.at(this.store.start)) {
      this.isBehind = this.store.prepend(page.messages) || this.isBehind;
      this.#remember(page);
    }
  }

  /** Messages that arrive during the load of the newest ones are added after them. */
  async #replace() {
    const end = this.store.end;
    this.#isReplacing = true;
    this.isBehind = false;
    const page = await this.#source.page().catch(error => this.#withoutPast(error))
      .finally(() => (this.#isReplacing = false));
    this.store.replace([...page.messages, ...this.store.since(end)]);
    this.#remember(page);
    page.messages.filter(({from}) => from.user === this.#me()?.user).forEach(({key}) => key && this.outgoing.take(key));
    this.outgoing.takeSent();
  }

  /** A user without the right to read history starts with live messages. */
  #withoutPast(error) {
    if (error.code !== 'forbidden') {
      throw error;
    }
    this.hasNoPast = true;
    return {messages: [], more: false};
  }

  /** The start of a page may be before its oldest message. */
  #remember({before, more}) {
    this.more = more;
    this.#cursor = {oldest: this.store.at(this.store.start)?.id, before};
  }

  #refuse(error) {
    this.refusal = error;
    this.isLoading = false;
    this.#tell('refused');
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, {detail}));
  }
}
