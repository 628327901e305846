/** A page whose only word is the next number; the test asks it what it heard. `?channel=` says where. */
import {Backplane} from './backplane.js';

const PACE = 20;

const backplane = new Backplane();
const channel = backplane.channel(new URLSearchParams(location.search).get('channel'));
const page = {backplane, published: 0, acknowledged: 0, failed: [], heard: [], resets: 0, connections: 0};
let timer;

page.listen = () => channel.subscribe({presence: true});

page.talk = () => {
  timer = setInterval(say, PACE);
};

page.fallSilent = () => clearInterval(timer);

function say() {
  channel.publish('number', page.published++).then(
    () => page.acknowledged++,
    error => page.failed.push(String(error)),
  );
}

channel.addEventListener('message', ({detail}) => page.heard.push(detail.data));
channel.addEventListener('reset', () => page.resets++);
backplane.addEventListener('link', ({detail}) => {
  page.connections += detail.state === 'open' ? 1 : 0;
});

globalThis.page = page;
