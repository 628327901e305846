import {element, oncePerFrame} from './dom.js';

const MOST = 99;
const STEPS = {ArrowLeft: -1, ArrowRight: 1};

/** The tabs of the conversations, with their unread counts. */
export class Tabs {
  #list;
  #chat;
  #tabs = new Map();
  #changed = oncePerFrame(() => this.#update());

  /** @param {HTMLElement} list @param {import('./chat.js').Chat} chat */
  constructor(list, chat) {
    this.#list = list;
    this.#chat = chat;
    chat.addEventListener('opened', ({detail}) => this.#add(detail));
    chat.addEventListener('closed', ({detail}) => this.#remove(detail));
    chat.addEventListener('active', () => this.#activate());
    list.addEventListener('keydown', event => this.#key(event));
  }

  #add(conversation) {
    const tab = element('button', {
      type: 'button', role: 'tab', id: tabId(conversation), tabindex: '-1',
      'aria-controls': 'conversation', 'aria-selected': 'false',
      on: {click: () => this.#chat.activate(conversation.name)},
    });
    this.#tabs.set(conversation, tab);
    this.#list.append(tab);
    conversation.addEventListener('unread', this.#changed);
    conversation.addEventListener('messages', this.#changed);
    this.#update();
  }

  #remove(conversation) {
    const tab = this.#tabs.get(conversation);
    const hadFocus = tab === document.activeElement;
    this.#tabs.delete(conversation);
    tab.remove();
    if (hadFocus) {
      this.#tabs.get(this.#chat.active)?.focus();
    }
  }

  #activate() {
    this.#tabs.forEach((tab, conversation) => {
      const isActive = conversation === this.#chat.active;
      tab.setAttribute('aria-selected', String(isActive));
      tab.tabIndex = isActive ? 0 : -1;
      if (isActive) {
        tab.scrollIntoView({block: 'nearest', inline: 'nearest'});
      }
    });
  }

  #update() {
    this.#tabs.forEach((tab, conversation) => {
      const {title, unread, isMentioned, isPrivate} = conversation;
      const shown = [title, unread, isMentioned].join(' ');
      if (tab.dataset.shown !== shown) {
        tab.dataset.shown = shown;
        tab.classList.toggle('private', isPrivate);
        tab.replaceChildren(element('bdi', {}, title), ...unread ? badge(unread, isMentioned) : []);
      }
    });
  }

  #key(event) {
    const all = this.#chat.conversations;
    if (event.key in STEPS) {
      this.#chat.step(STEPS[event.key]);
    } else if (event.key === 'Home' || event.key === 'End') {
      this.#chat.activate(all.at(event.key === 'Home' ? 0 : -1).name);
    } else if (event.key === 'Delete') {
      this.#chat.leave(this.#chat.active.name);
    } else {
      return;
    }
    event.preventDefault();
    this.#tabs.get(this.#chat.active).focus();
  }
}

/** The id of the tab of a conversation, for `aria-labelledby`. */
export function tabId({name}) {
  return 'tab-' + encodeURIComponent(name);
}

function badge(unread, isMentioned) {
  const text = (isMentioned ? '@' : '') + (unread > MOST ? MOST + '+' : unread);
  return [
    element('span', {class: isMentioned ? 'badge mentioned' : 'badge', 'aria-hidden': 'true'}, text),
    element('span', {class: 'unseen'}, `, ${unread} unread${isMentioned ? ', some for you' : ''}`),
  ];
}
