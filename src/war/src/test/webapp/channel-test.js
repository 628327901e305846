import {equal, rejects, test} from './harness.js';
import {collect, emptyAt, message} from './stage.js';

const data = ({data}) => data;

test('messages come in their order, those that were missed first', async stage => {
  const client = await stage.connected();
  const home = client.channel('home');
  const messages = collect(home, 'message');
  const asked = home.subscribe({since: 'e:1'});
  equal(stage.hub.asked('subscribe').map(({since, presence}) => [since, presence]), [['e:1', false]]);
  const {id} = stage.hub.asked('subscribe')[0];
  const missed = {...message('e:2', 'two'), channel: undefined};
  stage.hub.socket.say(
    {type: 'subscribed', id, ...emptyAt('e:2'), messages: [missed]},
    message('e:3', 'three'),
    message('e:4', 'four'),
  );
  await asked;
  equal(messages.map(data), ['two', 'three', 'four']);
  equal(messages.map(({channel}) => channel), ['home', 'home', 'home']);
  equal(home.position, 'e:4');
});

test('a channel is always the same object, however its name is composed', async stage => {
  const client = stage.client();
  equal(client.channel('café') === client.channel('cafe\u0301'), true);
  equal(client.channel('cafe\u0301').name, 'café');
});

test('a channel goes on where it was, on every new connection', async stage => {
  const {home} = await stage.subscribed();
  const subscribed = collect(home, 'subscribed');
  const resets = collect(home, 'reset');
  stage.hub.socket.say(message('e:6', 'six'));
  await stage.reconnect();
  equal(stage.hub.asked('subscribe').map(({since}) => since), ['e:6']);
  stage.hub.answer('subscribe', {type: 'subscribed', ...emptyAt('e:6')});
  equal(subscribed, [{recovered: true, again: true}]);
  equal(resets, []);
  await stage.reconnect();
  equal(stage.hub.asked('subscribe').map(({since}) => since), ['e:6'], 'the second time');
});

test('a transient message does not move the position', async stage => {
  const {home} = await stage.subscribed();
  stage.hub.socket.say({...message(undefined, 'typing'), position: undefined});
  equal(home.position, 'e:5');
});

test('what can no longer be recovered is a reset', async stage => {
  const {home} = await stage.subscribed();
  const events = [];
  ['reset', 'subscribed'].forEach(type => home.addEventListener(type, event => events.push([type, event.detail])));
  await stage.reconnect();
  stage.hub.answer('subscribe', {type: 'subscribed', ...emptyAt('f:9'), recovered: false});
  equal(events, [['reset', {}], ['subscribed', {recovered: false, again: true}]]);
  equal(home.position, 'f:9');
});

test('a reset tells what the channel is now', async stage => {
  const {home} = await stage.subscribed();
  const resets = collect(home, 'reset');
  stage.hub.socket.say({type: 'reset', channel: 'home', position: 'f:1', state: {topic: {value: 'x', version: 2}}});
  equal(resets.length, 1);
  equal([home.position, home.state.get('topic')], ['f:1', {value: 'x', version: 2}]);
  stage.hub.socket.say(message('f:2', 'two'));
  equal(home.position, 'f:2');
});

test('subscribing again tells nothing twice', async stage => {
  const {home} = await stage.subscribed();
  const messages = collect(home, 'message');
  const asked = home.subscribe({presence: true});
  stage.hub.socket.say(message('e:6', 'six'));
  equal(messages, [], 'what comes before the answer');
  stage.hub.answer('subscribe', {type: 'subscribed', ...emptyAt('e:6'), messages: [message('e:6', 'six')]});
  await asked;
  equal(messages.map(data), ['six']);
});

test('of two subscribes the later one counts', async stage => {
  const client = await stage.connected();
  const home = client.channel('home');
  const asked = [home.subscribe({since: 'e:1'}), home.subscribe({since: 'e:1', presence: true})];
  const messages = collect(home, 'message');
  const missed = {...emptyAt('e:2'), messages: [message('e:2', 'two')]};
  for (const {id} of stage.hub.asked('subscribe')) {
    stage.hub.socket.say({type: 'subscribed', id, ...missed, count: 0, members: []});
  }
  await Promise.all(asked);
  equal(messages.map(data), ['two']);
});

test('a subscribe that waits to be tried again gives way to a later one', async stage => {
  const client = await stage.connected();
  const home = client.channel('home');
  const first = home.subscribe();
  stage.hub.refuse('subscribe', 'unavailable', {retry: true});
  const second = home.subscribe({presence: true});
  stage.hub.answer('subscribe', {type: 'subscribed', ...emptyAt('e:1'), count: 0, members: []});
  await second;
  await stage.clock.pass(10_000);
  await first;
  equal(stage.hub.asked('subscribe').map(({presence}) => presence), [false, true]);
});

test('a subscription that is refused is over', async stage => {
  const client = await stage.connected();
  const home = client.channel('home');
  const refused = collect(home, 'refused');
  const asked = home.subscribe();
  stage.hub.refuse('subscribe', 'forbidden');
  await rejects(asked, 'forbidden');
  equal([refused.length, home.isWanted], [1, false]);
  await stage.reconnect();
  equal(stage.hub.asked('subscribe'), []);
});

test('after unsubscribing nothing is told, and nothing is resumed', async stage => {
  const {home} = await stage.subscribed();
  const messages = collect(home, 'message');
  const done = home.unsubscribe();
  stage.hub.socket.say(message('e:6', 'six'));
  stage.hub.answer('unsubscribe', {type: 'unsubscribed'});
  await done;
  equal(messages, []);
  await stage.reconnect();
  equal(stage.hub.asked('subscribe'), []);
  const asked = home.subscribe();
  equal(stage.hub.asked('subscribe')[0].since, undefined);
  stage.hub.answer('subscribe', {type: 'subscribed', ...emptyAt('e:9')});
  await asked;
});

test('unsubscribing without a connection leaves nothing to do', async stage => {
  const client = stage.client();
  const asked = client.channel('home').subscribe();
  const over = rejects(asked, 'closed');
  await client.channel('home').unsubscribe();
  stage.hub.welcome();
  await over;
  equal(stage.hub.socket.lines.map(({type}) => type), ['hello']);
});

test('members come and go', async stage => {
  const {home} = await stage.subscribed();
  const [joined, left, members] = ['joined', 'left', 'members'].map(type => collect(home, type));
  const bob = {user: '~bob', name: 'Bob', verified: false, connections: 1, nodes: ['b']};
  stage.hub.socket.say({type: 'joined', channel: 'home', member: bob, count: 1});
  equal([home.count, [...home.members.keys()], joined], [1, ['~bob'], [bob]]);
  stage.hub.socket.say({type: 'left', channel: 'home', member: bob, count: 0});
  equal([home.count, home.members.size, left, members], [0, 0, [bob], [{count: 1}, {count: 0}]]);
});

test('a crowd is counted, and named again when it is few', async stage => {
  const {home} = await stage.subscribed();
  const [ada, bob] = ['~ada', '~bob'].map(user => ({user, name: user, verified: false, connections: 1, nodes: ['b']}));
  stage.hub.socket.say({type: 'count', channel: 'home', count: 501});
  equal([home.count, home.members.size], [501, 0]);
  stage.hub.socket.say({type: 'joined', channel: 'home', member: bob, count: 2});
  await stage.clock.pass(1_100);
  stage.hub.answer('members', {type: 'members', count: 2, members: [ada, bob]});
  await stage.clock.settle();
  equal([home.count, [...home.members.keys()]], [2, ['~ada', '~bob']]);
});

test('a document is told once, though its setter gets it twice', async stage => {
  const {home} = await stage.subscribed();
  const states = collect(home, 'state');
  const asked = home.set('topic', 'x');
  const {id} = stage.hub.asked('set')[0];
  const document = {type: 'state', channel: 'home', key: 'topic', value: 'x', version: 1};
  stage.hub.socket.say({...document, id}, document, document);
  equal(await asked, 1);
  equal(states, [{key: 'topic', value: 'x', version: 1}]);
});

test('an old answer does not undo a newer document', async stage => {
  const {home} = await stage.subscribed();
  const asked = home.set('topic', 'x');
  stage.hub.socket.say({type: 'state', channel: 'home', key: 'topic', value: 'y', version: 2});
  stage.hub.answer('set', {type: 'state', key: 'topic', value: 'x', version: 1});
  await asked;
  equal(home.state.get('topic'), {value: 'y', version: 2});
});

test('a new connection tells only the documents that have changed', async stage => {
  const {home} = await stage.subscribed();
  const push = (key, value, version) => stage.hub.socket.say({type: 'state', channel: 'home', key, value, version});
  push('same', 1, 1);
  push('changed', 1, 2);
  push('gone', 1, 3);
  const states = collect(home, 'state');
  await stage.reconnect();
  const state = {same: {value: 1, version: 1}, changed: {value: 2, version: 4}};
  stage.hub.answer('subscribe', {type: 'subscribed', ...emptyAt('e:5'), state});
  equal(states.map(({key, value}) => [key, value]), [['changed', 2], ['gone', null]]);
  push('changed', null, 5);
  equal([...home.state.keys()], ['same']);
});

test('the inbox needs no subscribe, and goes on where it was', async stage => {
  const client = await stage.connected();
  const inbox = collect(client.inbox, 'message');
  stage.hub.socket.say(
    {type: 'subscribed', ...emptyAt('i:1'), channel: '@~ada'},
    {...message('i:2', 'psst'), channel: '@~ada', to: '~ada'},
  );
  equal(inbox.map(data), ['psst']);
  await stage.reconnect();
  equal(stage.hub.asked('hello')[0].since, 'i:2');
});

test('one that listens and throws harms nobody else', async stage => {
  const {home} = await stage.subscribed();
  const quiet = event => event.preventDefault();
  addEventListener('error', quiet);
  home.addEventListener('message', () => {
    throw new Error('on purpose');
  });
  const messages = collect(home, 'message');
  stage.hub.socket.say(message('e:6', 'six'), message('e:7', 'seven'));
  removeEventListener('error', quiet);
  equal(messages.map(data), ['six', 'seven']);
});

test('history pages back', async stage => {
  const client = await stage.connected();
  const asked = client.channel('home').history({before: 'e:9', limit: 2});
  equal(stage.hub.asked('history').map(({before, limit}) => [before, limit]), [['e:9', 2]]);
  const messages = [message('e:7', 'seven'), message('e:8', 'eight')];
  stage.hub.answer('history', {type: 'history', messages, more: true});
  equal(await asked, {messages, more: true});
});
