/** The server's side of every WebSocket that the client opens. */
export class FakeHub {
  /** All connections, the newest last. @type {FakeSocket[]} */
  sockets = [];
  WebSocket;

  constructor() {
    const {sockets} = this;
    this.WebSocket = class extends FakeSocket {
      constructor(url) {
        super(url);
        sockets.push(this);
      }
    };
  }

  /** The newest connection. */
  get socket() {
    return this.sockets.at(-1);
  }

  /** Opens the newest connection, and takes its hello. */
  welcome(fields = {}) {
    this.socket.open();
    const ada = {connection: 'c', user: '~ada', name: 'Ada', verified: false, token: 'secret'};
    this.socket.say({type: 'welcome', ...ada, node: 'a', ping: 25_000, maxBytes: 32_768, ...fields});
  }

  /** What the client has sent on the newest connection, of a type. */
  asked(type) {
    return this.socket.lines.filter(line => line.type === type);
  }

  /** Answers the last command of a type on the newest connection. */
  answer(type, fields) {
    const {id, channel} = this.asked(type).at(-1);
    this.socket.say({id, channel, ...fields});
  }

  /** Says that the last publish is stored. */
  published(position) {
    this.answer('publish', {type: 'published', position});
  }

  /** Refuses the last command of a type. */
  refuse(type, code, more = {}) {
    this.answer(type, {type: 'error', code, message: 'refused', retry: false, ...more});
  }
}

class FakeSocket {
  readyState = 0;
  /** What the client has sent. @type {object[]} */
  lines = [];
  onopen = null;
  onmessage = null;
  onclose = null;

  constructor(url) {
    this.url = String(url);
  }

  send(text) {
    this.lines.push(JSON.parse(text));
  }

  close() {
    this.readyState = 3;
  }

  open() {
    this.readyState = 1;
    this.onopen?.({});
  }

  /** One frame with these lines. */
  say(...lines) {
    this.onmessage?.({data: lines.map(line => JSON.stringify(line)).join('\n')});
  }

  /** The connection ends. */
  drop(code, reason = '') {
    this.readyState = 3;
    this.onclose?.({code, reason});
  }
}
