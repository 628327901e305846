import {avatar} from './avatar.js';
import {channelName} from './address.js';
import {COMMANDS} from './commands.js';
import {byId, element} from './dom.js';
import {verifiedMark} from './message-row.js';

const KEYS = [
  ['Enter', 'sends'],
  ['Shift Enter', 'begins a new line'],
  ['↑ ↓', 'go through what you said'],
  ['@', 'mentions somebody'],
  ['Alt ↑, Alt ↓', 'go to the conversation before, after'],
  ['Esc', 'goes to the newest message'],
  ['Delete, on a tab', 'closes the conversation'],
];

/** Fills the help, and opens it on request. */
export function helpDialog() {
  const dialog = byId('help');
  byId('commands').append(...COMMANDS.flatMap(({name, usage, about}) => [
    element('dt', {}, element('code', {}, `/${name} ${usage}`.trim())), element('dd', {}, about)]));
  byId('keys').append(...KEYS.flatMap(([key, about]) => [
    element('dt', {}, element('kbd', {}, key)), element('dd', {}, about)]));
  opens(byId('open-help'), dialog);
  return () => dialog.showModal();
}

/** Asks for a channel to join. @param {import('./chat.js').Chat} chat */
export function joinDialog(chat) {
  const dialog = byId('join');
  opens(byId('open-join'), dialog);
  answers(dialog, async text => {
    const name = channelName(text);
    if (!name) {
      throw new Error('Letters, digits and _ . : - only, please.');
    }
    chat.join(name);
    dialog.addEventListener('close', () => byId('text').focus(), {once: true});
  });
}

/** Shows the user's name, and asks for another one. @param {import('./chat.js').Chat} chat */
export function nameDialog(chat) {
  const dialog = byId('rename');
  const button = byId('me');
  opens(button, dialog, () => (dialog.querySelector('input').value = chat.me?.name ?? ''));
  answers(dialog, text => chat.rename(text));
  chat.addEventListener('me', () => {
    const {user, name, verified} = chat.me;
    const purpose = element('span', {class: 'unseen'}, ', change your name');
    const mark = verified ? [verifiedMark(chat.me)] : [];
    button.replaceChildren(avatar(user, name), element('bdi', {}, name), ...mark, purpose);
    byId('user-id').textContent = user;
    byId('user-stays').textContent = verified
      ? 'That is your login, and others see it beside whatever name you choose.' : 'It stays the same in this browser.';
  });
}

function opens(button, dialog, prepare = () => {}) {
  button.addEventListener('click', () => {
    prepare();
    dialog.showModal();
  });
  dialog.addEventListener('click', event => {
    if (event.target === dialog || event.target.closest('[data-close]')) {
      dialog.close();
    }
  });
}

function answers(dialog, act) {
  const input = dialog.querySelector('input');
  const problem = dialog.querySelector('[role=alert]');
  dialog.addEventListener('close', () => {
    input.value = '';
    problem.textContent = '';
  });
  dialog.querySelector('form').addEventListener('submit', async event => {
    event.preventDefault();
    try {
      await act(input.value.trim());
      dialog.close();
    } catch (error) {
      problem.textContent = error.message;
    }
  });
}
