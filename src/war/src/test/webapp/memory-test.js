import {equal, rejects, test} from './harness.js';
import {collect} from './stage.js';

test('the token is kept, and makes the user the same next time', async stage => {
  await stage.connected();
  stage.client();
  stage.hub.socket.open();
  equal(stage.hub.socket.lines[0].token, 'secret');
});

test('each hub has its own token', async stage => {
  await stage.connected();
  stage.client({url: 'http://hub.test/other/hub'});
  stage.hub.socket.open();
  equal(stage.hub.socket.lines[0].token, undefined);
});

test('what was not acknowledged goes again after a reload, in order and under its key', async stage => {
  const first = await stage.connected();
  for (const data of ['one', 'two', 'three']) {
    first.channel('home').publish('chat', data).catch(() => {});
  }
  first.send('~bob', 'chat', 'psst').catch(() => {});
  const keys = first.unsettled.map(({key}) => key);
  first.close();

  const second = stage.client();
  const published = collect(second, 'published');
  equal(second.unsettled.map(({data}) => data), ['one', 'two', 'three', 'psst']);
  equal(second.unsettled.map(({key}) => key), keys);
  stage.hub.welcome();
  equal(stage.hub.asked('publish').map(({data}) => data), ['one'], 'one at a time');
  for (const position of ['e:1', 'e:2', 'e:3']) {
    stage.hub.published(position);
  }
  await stage.clock.settle();
  equal(stage.hub.asked('publish').map(({data}) => data), ['one', 'two', 'three']);
  const told = published.map(({command, position}) => command.data + ' ' + position);
  equal(told, ['one e:1', 'two e:2', 'three e:3']);
  equal(stage.hub.asked('send').map(({data}) => data), ['psst']);
});

test('what was acknowledged does not go again after a reload', async stage => {
  const first = await stage.connected();
  const asked = first.channel('home').publish('chat', 'one');
  stage.hub.published('e:1');
  await asked;
  first.close();
  equal(stage.client().unsettled, []);
  equal(stage.unsent.length, 0);
});

test('only what has a key goes again after a reload', async stage => {
  const first = await stage.connected();
  first.channel('home').set('topic', 'x').catch(() => {});
  first.channel('home').history().catch(() => {});
  first.channel('home').publishTransient('typing', 1).catch(() => {});
  first.close();
  equal(stage.client().unsettled, []);
});

test('what was sent before a reload too long ago fails as unknown', async stage => {
  const first = await stage.connected();
  first.channel('home').publish('chat', 'sent').catch(() => {});
  first.channel('home').publish('chat', 'never sent').catch(() => {});
  first.close();
  await stage.clock.pass(5 * 60_000);

  const second = stage.client();
  const failed = collect(second, 'failed');
  stage.hub.welcome();
  await stage.clock.settle();
  equal(failed.map(({command, error}) => [command.data, error.code, error.retry]), [['sent', 'unavailable', false]]);
  equal(stage.hub.asked('publish').map(({data}) => data), ['never sent']);
});

test('what one user wrote is never sent for another', async stage => {
  const first = await stage.connected();
  first.channel('home').publish('chat', 'mine').catch(() => {});
  first.close();

  const second = stage.client();
  const failed = collect(second, 'failed');
  stage.hub.welcome({user: 'bob', verified: true});
  await stage.clock.settle();
  equal(failed.map(({error}) => error.code), ['forbidden']);
  equal(stage.hub.asked('publish'), []);
});

test('a storage that refuses costs nothing else', async stage => {
  stage.unsent.refuses = true;
  stage.identity.refuses = true;
  const warned = silently();
  try {
    const client = await stage.connected();
    const asked = client.channel('home').publish('chat', 'one');
    stage.hub.published('e:1');
    equal(await asked, 'e:1');
    equal(warned.length, 1, 'the number of warnings');
  } finally {
    warned.end();
  }
});

test('a browser without storage costs nothing else', async stage => {
  const client = await stage.connected({identity: null, unsent: null});
  const asked = client.channel('home').publish('chat', 'one');
  stage.hub.published('e:1');
  equal(await asked, 'e:1');
});

test('rubbish in the storage costs nothing else', async stage => {
  const first = stage.client();
  first.channel('home').publish('chat', 'one').catch(() => {});
  first.close();
  const prefix = 'backplane hub.test/backplane/hub unsent ';
  ['{', 'null', '{}', '7'].forEach((rubbish, index) => stage.unsent.setItem(prefix + index, rubbish));
  stage.unsent.setItem('of another application', '{');
  const warned = silently();
  try {
    equal(stage.client().unsettled.map(({data}) => data), ['one']);
    equal(warned.length, 1, 'the number of warnings');
  } finally {
    warned.end();
  }
});

test('no more than four MiB wait', async stage => {
  const client = await stage.connected();
  const home = client.channel('home');
  const text = 'x'.repeat(30_000);
  const failed = collect(client, 'failed');
  for (let i = 0; i < 100; i++) {
    home.publish('chat', text).catch(() => {});
  }
  await stage.clock.settle();
  equal(client.unsettled.length, 69);
  equal(failed.length, 31);
  const error = await rejects(home.publish('chat', text), 'unavailable');
  equal(error.retry, true);
  stage.hub.published('e:1');
  home.publish('chat', text).catch(() => {});
  equal(client.unsettled.length, 69, 'after one was stored there is room for one');
});

/** Keeps the warnings from the console. */
function silently() {
  const {warn} = console;
  const warned = [];
  console.warn = (...said) => warned.push(said);
  warned.end = () => {
    console.warn = warn;
  };
  return warned;
}
