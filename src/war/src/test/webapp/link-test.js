import {equal, rejects, test, within} from './harness.js';
import {collect} from './stage.js';

test('the hub is beside the module unless a URL is given', async stage => {
  stage.client({url: undefined});
  equal(stage.hub.socket.url, new URL('../hub', import.meta.url).href.replace(/^http/, 'ws'));
  stage.client({url: 'https://other.test:8443/chat/hub#x'});
  equal(stage.hub.socket.url, 'wss://other.test:8443/chat/hub');
});

test('the first line is hello, with the name', async stage => {
  const client = await stage.connected({name: 'Ada'});
  equal(stage.hub.socket.lines, [{type: 'hello', name: 'Ada'}]);
  equal(client.state, 'open');
  equal(client.me, {connection: 'c', user: '~ada', name: 'Ada', verified: false, node: 'a'});
});

test('pauses grow from half a second to thirty, jittered', async stage => {
  const client = stage.client();
  const links = collect(client, 'link');
  for (const chance of [0, 0.999_999, ...Array(8).fill(0), ...Array(8).fill(0.999_999)]) {
    stage.clock.chance(chance);
    stage.hub.socket.drop(1006);
    await stage.clock.pass(links.at(-1).pause);
  }
  const pauses = links.filter(({state}) => state === 'waiting').map(({pause}) => pause);
  equal(pauses[0], 500, 'the shortest');
  within(pauses[1], 1_999, 2_000, 'the second at its longest');
  equal(pauses[9], 15_000, 'a late one at its shortest');
  pauses.forEach(pause => within(pause, 500, 30_000, 'every pause'));
  within(pauses.at(-1), 29_999, 30_000, 'the longest');
});

test('a good connection makes the pauses short again, a bad one does not', async stage => {
  const links = collect(stage.client(), 'link');
  const pause = () => links.at(-1).pause;
  for (let i = 0; i < 4; i++) {
    stage.hub.socket.drop(1006);
    await stage.clock.pass(pause());
  }
  stage.hub.welcome();
  await stage.clock.pass(1_000);
  stage.hub.socket.drop(4008);
  within(pause(), 8_000, 16_000, 'after a bad one');
  await stage.clock.pass(pause());
  stage.hub.welcome();
  await stage.clock.pass(6_000);
  stage.hub.socket.drop(1006);
  within(pause(), 500, 1_000, 'after a good one');
});

test('after 1008 it does not come back, and says why', async stage => {
  const client = stage.client();
  const links = collect(client, 'link');
  stage.hub.socket.open();
  stage.hub.socket.say({type: 'error', code: 'bad-request', message: 'a name must be shorter', retry: false});
  stage.hub.socket.drop(1008, 'no hello');
  equal(links.at(-1), {state: 'refused', code: 1008, reason: 'a name must be shorter'});
  dispatchEvent(new Event('online'));
  await stage.clock.pass(3_600_000);
  equal(stage.hub.sockets.length, 1);
  client.reconnect();
  equal(stage.hub.sockets.length, 2, 'asked to by the page');
});

test('after 4029 nothing makes it come back before ten seconds', async stage => {
  const client = await stage.connected();
  stage.clock.chance(0);
  stage.hub.socket.drop(4029);
  dispatchEvent(new Event('online'));
  client.reconnect();
  await stage.clock.pass(9_999);
  dispatchEvent(new Event('online'));
  equal(stage.hub.sockets.length, 1);
  await stage.clock.pass(1);
  dispatchEvent(new Event('online'));
  equal(stage.hub.sockets.length, 2);
});

test('it comes back at once when the network does', async stage => {
  await stage.connected();
  stage.hub.socket.drop(1006);
  dispatchEvent(new Event('online'));
  equal(stage.hub.sockets.length, 2);
});

test('it comes back at once when somebody looks', async stage => {
  await stage.connected();
  stage.hub.socket.drop(1006);
  equal(document.visibilityState, 'visible');
  document.dispatchEvent(new Event('visibilitychange'));
  equal(stage.hub.sockets.length, 2);
});

test('when somebody looks again, a server that does not answer is left', async stage => {
  await stage.connected();
  await stage.clock.pass(20_000);
  document.dispatchEvent(new Event('visibilitychange'));
  equal(stage.hub.asked('history').length, 1);
  await stage.clock.pass(6_000);
  equal(stage.hub.sockets.length, 2);
});

test('when somebody looks again, a server that answers is kept', async stage => {
  await stage.connected();
  await stage.clock.pass(20_000);
  document.dispatchEvent(new Event('visibilitychange'));
  await stage.clock.pass(100);
  stage.hub.answer('history', {type: 'history', messages: [], more: false});
  await stage.clock.pass(10_000);
  equal(stage.hub.sockets.length, 1);
});

test('a server that answers late is kept while it says something else', async stage => {
  await stage.connected();
  dispatchEvent(new Event('online'));
  for (let i = 0; i < 3; i++) {
    await stage.clock.pass(4_000);
    stage.hub.socket.say({type: 'ping'});
  }
  stage.hub.answer('history', {type: 'history', messages: [], more: false});
  await stage.clock.pass(40_000);
  equal(stage.hub.sockets.length, 1);
});

for (const type of ['online', 'offline']) {
  test(`after '${type}' a server that does not answer is left, however lately it spoke`, async stage => {
    await stage.connected();
    stage.hub.socket.say({type: 'ping'});
    dispatchEvent(new Event(type));
    await stage.clock.pass(6_000);
    equal(stage.hub.sockets.length, 2);
  });

  test(`after '${type}' what was on its way already is no answer`, async stage => {
    await stage.connected();
    dispatchEvent(new Event(type));
    await stage.clock.pass(100);
    stage.hub.socket.say({type: 'ping'});
    await stage.clock.pass(6_000);
    equal(stage.hub.sockets.length, 2);
  });
}

test('it answers pings', async stage => {
  await stage.connected();
  stage.hub.socket.say({type: 'ping'});
  equal(stage.hub.socket.lines.at(-1), {type: 'pong'});
});

test('a server that is silent for two pings is left', async stage => {
  const client = stage.client();
  const links = collect(client, 'link');
  stage.hub.welcome({ping: 10_000});
  await stage.clock.pass(20_000);
  stage.hub.socket.say({type: 'ping'});
  await stage.clock.pass(20_900);
  equal(client.state, 'open');
  await stage.clock.pass(200);
  equal(links.at(-1).code, 4000);
  equal(client.state, 'waiting');
});

test('a server that does not let it in is left', async stage => {
  const client = stage.client();
  await stage.clock.pass(10_100);
  equal(client.state, 'waiting');
  await stage.clock.pass(1_000);
  equal(stage.hub.sockets.length, 2);
});

test('what an old connection still says is not heard', async stage => {
  const client = await stage.connected();
  const old = stage.hub.socket;
  const hear = old.onmessage;
  const welcomes = collect(client, 'welcome');
  await stage.clock.pass(60_000);
  hear({data: '{"type":"welcome","user":"~eve"}'});
  equal(client.me.user, '~ada');
  equal(welcomes, []);
});

test('a frame that cannot be read ends the connection, so that the next one resumes', async stage => {
  const client = await stage.connected();
  stage.hub.socket.onmessage({data: '{"type":"ping"}\n<html>'});
  equal(client.state, 'waiting');
});

test('a closed client is silent and fails what is asked', async stage => {
  const client = await stage.connected();
  const asked = client.channel('home').history();
  client.close();
  await rejects(asked, 'closed');
  await rejects(client.channel('home').publish('chat', 1), 'closed');
  dispatchEvent(new Event('online'));
  await stage.clock.pass(60_000);
  equal([client.state, stage.hub.sockets.length], ['closed', 1]);
});
