const PAGES_AT_ONCE = 5;

/**
 * The source of a private conversation: the messages of the inbox to and from the other user.
 */
export class PrivateTalk {
  #inbox;
  #peer;

  /** @param {import('./inbox.js').Inbox} inbox @param {string} peer the other user */
  constructor(inbox, peer) {
    this.#inbox = inbox;
    this.#peer = peer;
  }

  get title() {
    return this.#inbox.nameOf(this.#peer);
  }

  get isPrivate() {
    return true;
  }

  get peer() {
    return this.#peer;
  }

  get count() {
    return 0;
  }

  get members() {
    return [];
  }

  document() {
    return undefined;
  }

  async open(tell) {
    this.#inbox.listen(this.#peer, tell);
  }

  close() {
    this.#inbox.forget(this.#peer);
  }

  /** Reads pages of the inbox until one has messages of this conversation, up to a limit. */
  async page(before) {
    let cursor = before;
    let found = [];
    let more = true;
    for (let pages = 0; more && found.length < 20 && pages < PAGES_AT_ONCE; pages++) {
      const page = await this.#inbox.page(cursor);
      found = [...page.messages.filter(message => this.#inbox.peerOf(message) === this.#peer), ...found];
      cursor = page.messages[0]?.position ?? cursor;
      more = page.more;
    }
    return {messages: found, more, before: cursor};
  }

  publish(name, data, key) {
    return this.#inbox.send(this.#peer, name, data, key);
  }

  async tell() {}
}
