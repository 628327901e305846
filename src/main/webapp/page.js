/* A small client of the wire protocol: one channel, one inbox, and a connection that comes back. */
'use strict';

const byId = id => document.getElementById(id);
const channel = decodeURIComponent(location.hash.slice(1)) || 'home';
const remembered = key => localStorage.getItem('backplane.' + key) || undefined;
const remember = (key, value) => localStorage.setItem('backplane.' + key, value);

const REFUSED = 1008;
const FLOODING = 4029;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 30_000;

let socket;
let me = {};
let inbox;              // where my inbox has come to
let position;           // where the channel has come to
let attempts = 0;
let silence;            // runs out when the server says nothing for too long
let lastId = 0;
const asked = new Map();     // what each id asked for
const unsaid = new Map();    // what is not known to be stored, by its key: said again after a reconnect

function connect() {
  const url = new URL('hub', location.href);
  url.protocol = url.protocol.replace('http', 'ws');
  url.hash = '';
  show('connecting');
  socket = new WebSocket(url);
  socket.onopen = () => ask({type: 'hello', name: remembered('name'), token: remembered('token'), since: inbox});
  socket.onmessage = event => {
    listen();
    event.data.split('\n').forEach(line => take(JSON.parse(line)));
  };
  socket.onclose = event => comeBack(event.code, event.reason);
}

function comeBack(code, reason) {
  clearTimeout(silence);
  asked.clear();
  if (code === REFUSED) {
    show('closed', 'refused: ' + reason);
    return;
  }
  const longest = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** attempts++);
  const wait = Math.max(code === FLOODING ? 10_000 : 0, longest * (0.5 + Math.random() / 2));
  show('closed', 'away, trying again');
  setTimeout(connect, wait);
}

/** A server that has said nothing for twice the ping is gone, whatever the network thinks. */
function listen() {
  clearTimeout(silence);
  silence = setTimeout(() => socket.close(), 2 * (me.ping || 25_000) + 1000);
}

function ask(command) {
  if (socket.readyState !== WebSocket.OPEN) return;
  const id = ++lastId;
  asked.set(id, command);
  socket.send(JSON.stringify({...command, id}));
}

const takers = {
  welcome(line) {
    me = line;
    attempts = 0;
    if (line.token) remember('token', line.token);
    show('open');
    byId('node').textContent = line.node;
    byId('user').textContent = line.user;
    byId('name').value = line.name;
    if (asked.get(line.id)?.first === false) return;
    ask({type: 'subscribe', channel, since: position, presence: true});
  },
  subscribed(line) {
    if (line.channel !== channel) {
      inbox = line.position;
      return;
    }
    const fresh = position === undefined || !line.recovered;
    position = line.position;
    byId('count').textContent = line.count;
    line.messages.forEach(takers.message);
    if (fresh) reload();
    unsaid.forEach(ask);
  },
  message(line) {
    if (line.channel !== channel) {
      inbox = line.position || inbox;
      return;
    }
    if (!line.position) return;
    position = line.position;
    write(line);
  },
  history(line) {
    byId('messages').replaceChildren();
    line.messages.forEach(write);
  },
  published(line) {
    unsaid.delete(asked.get(line.id)?.key);
  },
  joined(line) { byId('count').textContent = line.count; },
  left(line) { byId('count').textContent = line.count; },
  count(line) { byId('count').textContent = line.count; },
  reset(line) {
    position = line.position;
    reload();
  },
  ping() { socket.send('{"type":"pong"}'); },
  error(line) {
    const command = asked.get(line.id);
    if (line.retry && command) {
      setTimeout(() => ask(command), line.retryAfter || 1000);
      return;
    }
    unsaid.delete(command?.key);
    byId('notice').textContent = line.message;
  }
};

function take(line) {
  takers[line.type]?.(line);
  asked.delete(line.id);
}

function reload() {
  ask({type: 'history', channel, limit: 50});
}

function show(state, text = {open: 'connected', connecting: 'connecting'}[state]) {
  byId('light').className = 'light ' + state;
  byId('link').textContent = text;
}

/** Text stays text: nothing that anybody wrote becomes markup. */
function write(message) {
  const list = byId('messages');
  if ([...list.children].some(item => item.dataset.id === message.id)) return;
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 60;
  const item = document.createElement('li');
  const who = document.createElement('b');
  const when = document.createElement('time');
  item.dataset.id = message.id;
  item.className = message.from.user === me.user ? 'own' : '';
  who.textContent = message.from.name;
  when.dateTime = message.at;
  when.textContent = new Date(message.at).toLocaleTimeString();
  const said = typeof message.data === 'string' ? message.data : message.data?.text ?? JSON.stringify(message.data);
  item.append(who, said, when);
  list.append(item);
  while (list.children.length > 500) list.firstChild.remove();
  if (atEnd) list.scrollTop = list.scrollHeight;
}

function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), b => b.toString(16).padStart(2, '0')).join('');
}

byId('say').addEventListener('submit', event => {
  event.preventDefault();
  const text = byId('text').value.trim();
  if (!text) return;
  const command = {type: 'publish', channel, name: 'chat', data: {text}, key: newKey()};
  byId('text').value = '';
  byId('notice').textContent = '';
  unsaid.set(command.key, command);
  ask(command);
});

byId('rename').addEventListener('submit', event => {
  event.preventDefault();
  const name = byId('name').value.trim();
  if (!name) return;
  remember('name', name);
  ask({type: 'hello', name, first: false});
});

addEventListener('hashchange', () => location.reload());
byId('channel').textContent = channel;
connect();
