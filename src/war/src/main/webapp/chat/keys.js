import {byId} from './dom.js';

const NARROW = matchMedia('(max-width: 52rem)');
const STEPS = {ArrowUp: -1, ArrowDown: 1};

/** Global keyboard shortcuts, and the member panel on narrow screens. */
export function startKeys(chat, stage, composer) {
  addEventListener('keydown', event => {
    if (document.querySelector('dialog[open]') || event.defaultPrevented) {
      return;
    }
    if (event.altKey && !event.ctrlKey && event.key in STEPS) {
      event.preventDefault();
      chat.step(STEPS[event.key]);
    } else if (event.key === 'Escape') {
      escape(stage, composer);
    } else if (isLetter(event) && isNowhere(document.activeElement)) {
      composer.focus();
    }
  });
  byId('show-members').addEventListener('click', () => toggleMembers());
  byId('members').addEventListener('click', () => narrow() && toggleMembers(false));
  NARROW.addEventListener('change', () => toggleMembers(!narrow()));
  toggleMembers(!narrow());
}

function escape(stage, composer) {
  if (narrow() && byId('frame').dataset.members === 'shown') {
    toggleMembers(false);
  } else {
    stage.toNewest();
    composer.focus();
  }
}

function toggleMembers(isShown = byId('frame').dataset.members !== 'shown') {
  byId('frame').dataset.members = isShown ? 'shown' : 'hidden';
  byId('show-members').setAttribute('aria-expanded', String(isShown));
}

function narrow() {
  return NARROW.matches;
}

function isLetter({key, ctrlKey, metaKey, altKey}) {
  return [...key].length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey;
}

function isNowhere(node) {
  return !node || node === document.body || node.id === 'log';
}
