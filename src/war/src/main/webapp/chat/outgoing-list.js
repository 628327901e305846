import {element, icon} from './dom.js';
import {timeOf} from './message-row.js';
import {textOf} from './message.js';
import {richText} from './text.js';

const SHOWN = 50;

/**
 * Shows the outgoing messages below the received ones.
 */
export class OutgoingList {
  #list;
  #edit;

  /**
   * @param {HTMLElement} list
   * @param {(text: string) => void} edit moves a failed message back to the text field
   */
  constructor(list, edit) {
    this.#list = list;
    this.#edit = edit;
  }

  /** @param {import('./conversation.js').Conversation} conversation @param {boolean} isOnline */
  show(conversation, isOnline) {
    const {entries} = conversation.outgoing;
    const rows = entries.slice(0, SHOWN).map(entry => this.#row(conversation, entry, isOnline));
    if (entries.length > SHOWN) {
      const text = `and ${entries.length - SHOWN} more`;
      rows.push(element('li', {class: 'row mine'}, element('p', {class: 'waiting'}, text)));
    }
    this.#list.replaceChildren(...rows);
  }

  #row(conversation, entry, isOnline) {
    return element('li', {class: 'row mine outgoing ' + entry.status, 'data-key': entry.key},
      element('div', {class: 'said'},
        element('div', {class: 'bubble'},
          element('span', {class: 'unseen'}, 'You:'),
          element('p', {class: 'text', dir: 'auto'}, richText(textOf(entry))),
          element('span', {class: 'when'}, timeOf(new Date(entry.at)), this.#status(entry, isOnline)))),
      entry.status === 'failed' && this.#failure(conversation, entry));
  }

  #status({status}, isOnline) {
    const [picture, text] = status === 'sent' ? ['sent', 'sent']
      : status === 'failed' ? ['failed', 'not sent']
        : ['pending', isOnline ? 'sending' : 'waits for the connection'];
    return element('span', {class: 'tick', title: text}, icon(picture), element('span', {class: 'unseen'}, text));
  }

  #failure(conversation, entry) {
    const take = () => this.#edit(textOf(conversation.outgoing.take(entry.key) ?? entry));
    return element('p', {class: 'failure', role: 'alert'},
      element('span', {}, 'Not sent: ' + entry.reason),
      element('button', {type: 'button', on: {click: () => conversation.retry(entry.key)}}, 'Retry'),
      element('button', {type: 'button', on: {click: take}}, 'Edit'));
  }
}
