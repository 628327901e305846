import {equal, rejects, test, within} from './harness.js';
import {collect} from './stage.js';

const data = ({data}) => data;

test('what is published before there is a connection goes in its order', async stage => {
  const client = stage.client();
  const home = client.channel('home');
  const asked = [1, 2, 3].map(number => home.publish('chat', number));
  stage.hub.welcome();
  for (const position of ['e:1', 'e:2', 'e:3']) {
    equal(stage.hub.asked('publish').length, Number(position.slice(2)), 'how many were sent');
    stage.hub.published(position);
    await stage.clock.settle();
  }
  equal(await Promise.all(asked), ['e:1', 'e:2', 'e:3']);
  equal(stage.hub.asked('publish').map(data), [1, 2, 3]);
});

test('channels do not wait for each other', async stage => {
  const client = await stage.connected();
  client.channel('home').publish('chat', 1).catch(() => {});
  client.channel('news').publish('chat', 2).catch(() => {});
  equal(stage.hub.asked('publish').map(data), [1, 2]);
});

test('what was under way when the connection broke goes again, first and under its key', async stage => {
  const client = await stage.connected();
  const asked = [1, 2].map(number => client.channel('home').publish('chat', number));
  const {key} = stage.hub.asked('publish')[0];
  await stage.reconnect();
  equal(stage.hub.asked('publish').map(line => [line.data, line.key]), [[1, key]]);
  stage.hub.published('e:1');
  await stage.clock.settle();
  stage.hub.published('e:2');
  equal(await Promise.all(asked), ['e:1', 'e:2']);
});

test('a key has 128 random bits, also where crypto.randomUUID is missing', async stage => {
  const client = await stage.connected();
  client.channel('home').publish('chat', 1).catch(() => {});
  client.channel('news').publish('chat', 2).catch(() => {});
  client.channel('own').publish('chat', 3, {key: 'mine'}).catch(() => {});
  const keys = stage.hub.asked('publish').map(({key}) => key);
  equal(keys.map(key => /^[0-9a-f]{32}$/.test(key)), [true, true, false]);
  equal([new Set(keys).size, keys[2]], [3, 'mine']);
});

test('unavailable is tried again, with growing pauses and before what follows', async stage => {
  const client = await stage.connected();
  const asked = [1, 2].map(number => client.channel('home').publish('chat', number));
  for (const pause of [190, 380, 760, 1_510, 3_010, 3_760, 3_760]) {
    stage.hub.refuse('publish', 'unavailable', {retry: true});
    const before = stage.hub.asked('publish').length;
    await stage.clock.pass(pause - 20);
    equal(stage.hub.asked('publish').length, before, 'before ' + pause);
    await stage.clock.pass(20);
    equal(stage.hub.asked('publish').length, before + 1, 'after ' + pause);
  }
  equal(new Set(stage.hub.asked('publish').map(({key}) => key)).size, 1);
  stage.hub.published('e:1');
  await stage.clock.settle();
  stage.hub.published('e:2');
  equal(await Promise.all(asked), ['e:1', 'e:2']);
});

test('the pauses end when there is a new connection', async stage => {
  const client = await stage.connected();
  client.channel('home').publish('chat', 1).catch(() => {});
  stage.hub.refuse('publish', 'rate-limited', {retry: true, retryAfter: 60_000});
  await stage.reconnect();
  equal(stage.hub.asked('publish').length, 1);
});

const tooFast = {retry: true, retryAfter: 20};

test('only the channel pauses that was refused', async stage => {
  const client = await stage.connected();
  const first = client.channel('home').publish('chat', 1);
  stage.hub.refuse('publish', 'rate-limited', tooFast);
  client.channel('home').publish('chat', 2).catch(() => {});
  for (let i = 3; i < 6; i++) {
    client.channel('news').publish('chat', i).catch(() => {});
    stage.hub.published('n:' + i);
    await stage.clock.settle();
  }
  equal(stage.hub.asked('publish').map(data), [1, 3, 4, 5], 'at once');
  await stage.clock.pass(200);
  equal(stage.hub.asked('publish').map(data), [1, 3, 4, 5, 1], 'after its pause');
  stage.hub.published('e:1');
  equal(await first, 'e:1');
});

test('what a refusal says is how long its channel waits', async stage => {
  const client = await stage.connected();
  client.channel('home').publish('chat', 1).catch(() => {});
  stage.hub.refuse('publish', 'rate-limited', {retry: true, retryAfter: 5_000});
  await stage.clock.pass(4_900);
  equal(stage.hub.asked('publish').map(data), [1]);
  await stage.clock.pass(200);
  equal(stage.hub.asked('publish').map(data), [1, 1]);
});

test('subscribes that are refused again and again keep nobody from publishing', async stage => {
  const client = await stage.connected();
  for (let i = 0; i < 30; i++) {
    client.channel('c' + i).subscribe().catch(() => {});
    stage.hub.refuse('subscribe', 'rate-limited', {retry: true, retryAfter: 1_000});
  }
  for (let i = 0; i < 40; i++) {
    client.channel('home').publish('chat', i).catch(() => {});
    stage.hub.published('e:' + (i + 1));
    await stage.clock.pass(100);
    stage.hub.refuse('subscribe', 'rate-limited', {retry: true, retryAfter: 1_000});
  }
  equal(stage.hub.asked('publish').map(data), [...Array(40).keys()]);
});

test('who is refused again and again lets all of it be for two seconds', async stage => {
  const client = await stage.connected();
  for (let i = 0; i < 10; i++) {
    client.channel('c' + i).publish('chat', i).catch(() => {});
    stage.hub.refuse('publish', 'rate-limited', tooFast);
  }
  client.channel('news').publish('chat', 'news').catch(() => {});
  client.channel('home').subscribe().catch(() => {});
  equal(stage.hub.asked('subscribe').length, 1, 'subscribes, which are not counted,');
  await stage.clock.pass(1_900);
  equal(stage.hub.asked('publish').length, 10);
  await stage.clock.pass(600);
  equal(stage.hub.asked('publish').length, 21);
});

test('sixteen commands are under way at most, so that a refusal of all is no flood', async stage => {
  const client = await stage.connected();
  for (let i = 0; i < 200; i++) {
    client.channel('c' + i).publish('chat', i).catch(() => {});
  }
  const seconds = 60;
  let answered = 0;
  for (let i = 0; i < seconds * 10; i++) {
    for (; answered < stage.hub.asked('publish').length; answered++) {
      const {id} = stage.hub.asked('publish')[answered];
      stage.hub.socket.say({type: 'error', id, code: 'rate-limited', message: 'slowly', retry: true, retryAfter: 20});
    }
    await stage.clock.pass(100);
  }
  within(answered, 16, (seconds / 10) * 99, 'the number of refusals in a minute');
});

test('what is refused for good fails, and what follows goes', async stage => {
  const client = await stage.connected();
  const failed = collect(client, 'failed');
  const [first, second] = [1, 2].map(number => client.channel('home').publish('chat', number));
  stage.hub.refuse('publish', 'forbidden');
  await rejects(first, 'forbidden');
  equal(failed.map(({command, error}) => [command.data, error.code]), [[1, 'forbidden']]);
  stage.hub.published('e:1');
  equal(await second, 'e:1');
});

test('what was sent too long ago fails as unknown', async stage => {
  const client = await stage.connected();
  const asked = client.channel('home').publish('chat', 1);
  stage.hub.socket.drop(1006);
  for (let i = 0; i < 12; i++) {
    await stage.clock.pass(30_000);
    stage.hub.socket.drop(1006);
  }
  await stage.clock.pass(30_000);
  stage.hub.welcome();
  const error = await rejects(asked, 'unavailable');
  equal(error.retry, false);
  equal(stage.hub.asked('publish'), []);
});

test('how long ago it was sent counts from the first time', async stage => {
  const client = await stage.connected();
  const asked = client.channel('home').publish('chat', 1);
  const over = rejects(asked, 'unavailable');
  for (let minute = 0; minute < 4; minute++) {
    await stage.reconnect();
    equal(stage.hub.asked('publish').length, 1, 'after ' + minute);
    stage.hub.socket.drop(1006);
    stage.clock.sleep(60_000);
    await stage.clock.pass(1_000);
    stage.hub.welcome();
  }
  stage.hub.socket.drop(1006);
  stage.clock.sleep(60_000);
  await stage.clock.pass(1_000);
  stage.hub.welcome();
  await over;
  equal(stage.hub.asked('publish'), []);
});

test('what waits and was never sent may wait for hours', async stage => {
  const client = stage.client();
  const asked = client.channel('home').publish('chat', 1);
  stage.hub.socket.drop(1006);
  stage.clock.sleep(3 * 3_600_000);
  await stage.clock.pass(1_000);
  stage.hub.welcome();
  stage.hub.published('e:1');
  equal(await asked, 'e:1');
});

test('a document is never set twice', async stage => {
  const client = await stage.connected();
  const asked = client.channel('home').set('topic', 'x');
  const lost = rejects(asked, 'unavailable');
  await stage.reconnect();
  await lost;
  equal(stage.hub.asked('set'), []);
  const again = client.channel('home').set('topic', 'y');
  stage.hub.refuse('set', 'unavailable', {retry: true});
  await rejects(again, 'unavailable');
  equal(stage.hub.asked('set').length, 1);
});

test('a document is set when there is a connection, and when it is not too fast', async stage => {
  const client = stage.client();
  const asked = client.channel('home').set('topic', 'x', 3);
  stage.hub.welcome();
  stage.hub.refuse('set', 'rate-limited', {retry: true, retryAfter: 20});
  await stage.clock.pass(3_000);
  equal(stage.hub.asked('set').map(({key, value, version}) => [key, value, version]), Array(2).fill(['topic', 'x', 3]));
  stage.hub.answer('set', {type: 'state', key: 'topic', value: 'x', version: 4});
  equal(await asked, 4);
});

test('a conflict tells what the document is', async stage => {
  const client = await stage.connected();
  const asked = client.channel('home').set('topic', 'x', 0);
  stage.hub.refuse('set', 'conflict', {current: {value: 'y', version: 7}});
  equal((await rejects(asked, 'conflict')).current, {value: 'y', version: 7});
});

test('a transient message goes now or never', async stage => {
  const client = stage.client();
  await rejects(client.channel('home').publishTransient('typing', 1), 'unavailable');
  stage.hub.welcome();
  equal(stage.hub.asked('publish'), []);
  const asked = client.channel('home').publishTransient('typing', 2);
  equal(stage.hub.asked('publish').map(({keep, key}) => [keep, key]), [[false, undefined]]);
  const lost = rejects(asked, 'unavailable');
  await stage.reconnect();
  await lost;
  equal(stage.hub.asked('publish'), []);
});

test('what is too large fails at once, and never goes', async stage => {
  const client = await stage.connected();
  const failed = collect(client, 'failed');
  await rejects(client.channel('home').publish('chat', 'ü'.repeat(16_400)), 'too-large');
  equal(failed.length, 1);
  client.channel('home').publish('chat', 'ü'.repeat(16_000)).catch(() => {});
  equal(stage.hub.asked('publish').map(line => line.data.length), [16_000]);
  stage.hub.socket.drop(1006);
  await rejects(client.channel('home').publish('chat', 'x'.repeat(32_768)), 'too-large');
});

test('what turns out to be too large fails when the hub has said how much it takes', async stage => {
  const client = stage.client();
  const asked = client.channel('home').publish('chat', 'x'.repeat(2_000));
  stage.hub.welcome({maxBytes: 1_000});
  await rejects(asked, 'too-large');
  equal(stage.hub.asked('publish'), []);
});

test('half a surrogate pair is replaced, whole ones are kept', async stage => {
  const client = await stage.connected();
  client.channel('home').publish('chat', {a: '\ud83d', b: '\ud83d\ude00', c: '\\ud83d'}).catch(() => {});
  equal(stage.hub.asked('publish')[0].data, {a: '\ufffd', b: '\ud83d\ude00', c: '\\ud83d'});
});

test('a command that the server cannot read fails', async stage => {
  const client = await stage.connected();
  const {warn} = console;
  console.warn = () => {};
  const asked = client.channel('home').publish('chat', 'odd');
  stage.hub.socket.say({type: 'error', code: 'bad-request', message: 'nested too deeply', retry: false});
  await rejects(asked, 'bad-request');
  console.warn = warn;
});

test('what the server does not answer goes again under its key', async stage => {
  const client = await stage.connected({ping: 60_000});
  const asked = client.channel('home').publish('chat', 1);
  await stage.clock.pass(29_000);
  stage.hub.socket.say({type: 'ping'});
  await stage.clock.pass(2_000);
  const keys = stage.hub.asked('publish').map(({key}) => key);
  equal([keys.length, new Set(keys).size], [2, 1]);
  stage.hub.published('e:1');
  equal(await asked, 'e:1');
});

test('a private message goes like any other', async stage => {
  const client = await stage.connected();
  const published = collect(client, 'published');
  const asked = client.send('~bob', 'chat', 'psst');
  const {to, name, key} = stage.hub.asked('send')[0];
  equal([to, name, key.length], ['~bob', 'chat', 32]);
  stage.hub.answer('send', {type: 'published', channel: '@~ada', position: 'i:1'});
  equal(await asked, 'i:1');
  equal(published.map(({position}) => position), ['i:1']);
});

test('a new name lasts', async stage => {
  const client = await stage.connected({name: 'Ada'});
  const asked = client.rename('Ada L');
  stage.hub.answer('hello', {type: 'error', code: 'bad-request', message: 'no', retry: false, id: 1});
  await rejects(asked, 'bad-request');
  const again = client.rename('Countess');
  const fields = {connection: 'c', user: '~ada', name: 'Countess', verified: false, node: 'a'};
  stage.hub.answer('hello', {type: 'welcome', ...fields});
  equal((await again).name, 'Countess');
  await stage.reconnect();
  equal(stage.hub.asked('hello')[0].name, 'Countess');
});
