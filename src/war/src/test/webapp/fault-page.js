/** A page whose only word is the next number, also after a reload; the test asks it what it heard. `?channel=` says where. */
import {Backplane} from './backplane.js';

/** Milliseconds from one word to the next: half as fast as the default limits let a page talk. */
const PACE = 40;

const backplane = new Backplane();
const channel = backplane.channel(new URLSearchParams(location.search).get('channel'));
const page = {backplane, failed: [], heard: [], resets: 0, connections: 0};
let timer;

/** Numbers that a reload does not set back. */
for (const name of ['published', 'acknowledged']) {
  Object.defineProperty(page, name, {
    get: () => Number(sessionStorage.getItem(name)),
    set: value => sessionStorage.setItem(name, value),
  });
}

page.listen = () => channel.subscribe({presence: true});

page.say = () => {
  channel.publish('number', page.published++).catch(error => page.failed.push(String(error)));
};

page.talk = () => {
  timer = setInterval(page.say, PACE);
};

page.fallSilent = () => clearInterval(timer);

channel.addEventListener('message', ({detail}) => page.heard.push(detail.data));
channel.addEventListener('reset', () => page.resets++);
backplane.addEventListener('published', () => page.acknowledged++);
backplane.addEventListener('link', ({detail}) => {
  page.connections += detail.state === 'open' ? 1 : 0;
});

globalThis.page = page;
