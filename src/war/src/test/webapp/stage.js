import {Backplane} from '../backplane.js';
import {FakeClock} from './fake-clock.js';
import {FakeHub} from './fake-hub.js';
import {FakeStorage} from './fake-storage.js';

/** A client, a hub and a clock that do what the test says. */
export class Stage {
  clock = new FakeClock();
  hub = new FakeHub();
  identity = new FakeStorage();
  unsent = new FakeStorage();
  #clients = [];

  /** A client that is not connected yet. */
  client(options = {}) {
    const usual = {url: 'http://hub.test/backplane/hub', identity: this.identity, unsent: this.unsent};
    const client = new Backplane({...usual, WebSocket: this.hub.WebSocket, ...options});
    this.#clients.push(client);
    return client;
  }

  /** A client that the hub has welcomed. */
  async connected(options) {
    const client = this.client(options);
    this.hub.welcome();
    await this.clock.settle();
    return client;
  }

  /** A client, and its channel `home` that is subscribed and stands at `e:5`. */
  async subscribed() {
    const client = await this.connected();
    const home = client.channel('home');
    const done = home.subscribe();
    this.hub.answer('subscribe', {type: 'subscribed', ...emptyAt('e:5')});
    await done;
    return {client, home};
  }

  /** The connection breaks; the next one is open and welcomed when this returns. */
  async reconnect(welcome) {
    this.hub.socket.drop(1006);
    await this.clock.pass(1_000);
    this.hub.welcome(welcome);
    await this.clock.settle();
  }

  close() {
    this.#clients.forEach(client => client.close());
    this.clock.restore();
  }
}

/** What `subscribed` says of a channel where nothing was missed. */
export function emptyAt(position) {
  return {channel: 'home', position, recovered: true, messages: [], more: false, state: {}};
}

/** A pushed message. */
export function message(position, data) {
  return {type: 'message', channel: 'home', position, id: 'm' + position, name: 'chat', from: {user: '~ada'}, data};
}

/** Collects what the events of a type say. */
export function collect(source, type) {
  const details = [];
  source.addEventListener(type, ({detail}) => details.push(detail));
  return details;
}
