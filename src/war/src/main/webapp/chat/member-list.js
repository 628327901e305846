import {avatar} from './avatar.js';
import {element, oncePerFrame} from './dom.js';
import {verifiedMark} from './message-row.js';

const SHOWN = 200;
const ORDER = new Intl.Collator(undefined, {sensitivity: 'base', numeric: true});

/** The members of the active channel and their servers; a click opens a private conversation. */
export class MemberList {
  #list;
  #counters;
  #chat;
  #ask = oncePerFrame(() => this.#render());

  /**
   * @param {HTMLElement} list
   * @param {HTMLElement[]} counters elements that show the number of members
   * @param {import('./chat.js').Chat} chat
   */
  constructor(list, counters, chat) {
    this.#list = list;
    this.#counters = counters;
    this.#chat = chat;
  }

  /** Called when the members or the current user may have changed. */
  changed() {
    this.#ask();
  }

  #render() {
    const {source, isPrivate} = this.#chat.active;
    const members = source.members.map(member => this.#current(member)).sort((one, other) => this.#order(one, other));
    const rows = members.slice(0, SHOWN).map(member => this.#row(member));
    const unlisted = source.count - rows.length;
    if (unlisted > 0) {
      const text = rows.length ? `and ${unlisted} more` : `${unlisted} here, too many to list`;
      rows.push(element('li', {class: 'more'}, text));
    }
    this.#counters.forEach(counter => (counter.textContent = isPrivate ? '' : String(source.count)));
    this.#list.replaceChildren(...rows);
  }

  /** The current user's name may be newer than that in the list. */
  #current(member) {
    const {user, name} = this.#chat.me ?? {};
    return member.user === user ? {...member, name} : member;
  }

  /** The current user first, then by name. */
  #order(one, other) {
    const me = this.#chat.me?.user;
    return (other.user === me) - (one.user === me)
      || ORDER.compare(one.name, other.name) || ORDER.compare(one.user, other.user);
  }

  #row(member) {
    const isMe = member.user === this.#chat.me?.user;
    const inside = [
      avatar(member.user, member.name),
      element('span', {class: 'name'}, element('bdi', {}, member.name), isMe && element('small', {}, ' you'),
        member.verified && verifiedMark(member)),
      ...(member.nodes ?? []).map(node => this.#server(node)),
    ];
    const whole = isMe
      ? element('div', {class: 'member'}, ...inside)
      : element('button', {
        type: 'button', class: 'member', title: `Talk to ${member.name} alone`,
        on: {click: () => this.#chat.whisper(member.user, member.name)},
      }, ...inside);
    return element('li', {'data-user': member.user}, whole);
  }

  #server(node) {
    const isHere = node === this.#chat.me?.node;
    const title = isHere ? 'on your server' : `on server ${node}`;
    return element('span', {class: isHere ? 'server here' : 'server', title},
      element('span', {class: 'unseen'}, 'on server '), element('bdi', {}, node));
  }
}
