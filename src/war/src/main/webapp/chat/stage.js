import {byId, element, oncePerFrame} from './dom.js';
import {wear} from './look.js';
import {MessageList} from './message-list.js';
import {OutgoingList} from './outgoing-list.js';
import {richText} from './text.js';
import {tabId} from './tabs.js';

const LONGEST_TOPIC = 300;

/** The view of the active conversation: header, background and messages. */
export class Stage {
  #chat;
  #backplane;
  #list;
  #outgoing;
  #shown;
  #around = oncePerFrame(() => {
    this.#empty();
    this.#jump();
  });
  #listeners = {
    messages: () => this.#messages(),
    said: () => this.toNewest(),
    outgoing: () => this.#waiting(),
    document: () => this.#head(),
    refused: () => this.#head(),
    unread: () => this.#around(),
    members: () => this.#name(),
  };

  /**
   * @param {import('./chat.js').Chat} chat
   * @param {import('../backplane.js').Backplane} backplane
   * @param {(text: string) => void} edit moves a failed message back to the text field
   */
  constructor(chat, backplane, edit) {
    this.#chat = chat;
    this.#backplane = backplane;
    this.#list = new MessageList(byId('log'), byId('messages'), () => this.#eyes(), () => this.#attend());
    this.#outgoing = new OutgoingList(byId('outgoing'), edit);
    chat.addEventListener('active', () => this.#show(chat.active));
    chat.addEventListener('me', () => this.#list.rebuild());
    backplane.addEventListener('link', () => this.#shown && this.#waiting());
    document.addEventListener('visibilitychange', () => this.#attend());
    byId('jump').addEventListener('click', () => this.toNewest());
    byId('leave').addEventListener('click', () => chat.leave(chat.active.name));
    chat.addEventListener('opened', () => this.#head());
    chat.addEventListener('closed', () => this.#head());
  }

  #eyes() {
    const {me, active} = this.#chat;
    return me && {...me, names: () => active.source.members.map(({name}) => name)};
  }

  toNewest() {
    this.#list.toNewest();
  }

  #show(conversation) {
    if (this.#shown) {
      this.#shown.isAttended = false;
      this.#forgetFresh(this.#shown);
      this.#listen('removeEventListener');
    }
    this.#shown = conversation;
    this.#listen('addEventListener');
    byId('conversation').setAttribute('aria-labelledby', tabId(conversation));
    this.#head();
    this.#waiting();
    this.#list.show(conversation);
    this.#empty();
  }

  #listen(how) {
    Object.entries(this.#listeners).forEach(([type, listener]) => this.#shown[how](type, listener));
  }

  /** Removes the unread marker when the user leaves the conversation. */
  #forgetFresh(conversation) {
    if (!conversation.unread) {
      conversation.freshFrom = undefined;
    }
  }

  #messages() {
    this.#list.changed();
    this.#around();
  }

  #waiting() {
    this.#outgoing.show(this.#shown, this.#backplane.state === 'open');
    this.#empty();
    this.#list.changed();
  }

  #head() {
    const {title, isPrivate, source, refusal} = this.#shown ?? {};
    if (!title) {
      return;
    }
    const topic = source.document('topic')?.value;
    const text = refusal ? `You may not listen here: ${refusal.message}`
      : isPrivate ? 'Only the two of you read this, on whichever servers you are.'
        : typeof topic === 'string' ? topic.slice(0, LONGEST_TOPIC) : '';
    byId('topic').replaceChildren(richText(text));
    this.#name();
    byId('leave').hidden = this.#chat.conversations.length === 1;
    byId('frame').classList.toggle('private', isPrivate);
    wear(byId('log'), source.document('background')?.value);
  }

  /** The name of the other user in a private conversation may become known later. */
  #name() {
    const {title} = this.#shown;
    if (byId('title').textContent !== title) {
      byId('title').replaceChildren(element('bdi', {}, title));
    }
  }

  #empty() {
    const {store, isLoading, outgoing, refusal, isPrivate, hasNoPast} = this.#shown;
    const isEmpty = store.end === store.start && !outgoing.size && !refusal;
    byId('empty').hidden = !isEmpty;
    byId('empty').textContent = isLoading ? 'Reading what was said…'
      : hasNoPast ? 'What was said before is not for you to read; what is said from now on you will see.'
      : isPrivate ? 'Nothing yet: say hello.' : 'Nobody has said anything yet. You could be the first.';
  }

  #attend() {
    const shown = this.#shown;
    if (shown) {
      shown.isAttended = shown.isFollowed && document.visibilityState === 'visible';
      this.#jump();
    }
  }

  #jump() {
    const {isFollowed, unread} = this.#shown;
    byId('jump').hidden = isFollowed;
    byId('jump-text').textContent = unread ? `${unread} new` : 'Newest';
  }
}
