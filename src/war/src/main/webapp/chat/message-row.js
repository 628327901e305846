import {avatar, paint} from './avatar.js';
import {element, icon} from './dom.js';
import {ACTION, ANNOUNCEMENT, CHAT, isSaid, textOf} from './message.js';
import {isOnlyEmoji, mentionsName, richText} from './text.js';
import {clock, dayName, fullTime, isSameDay} from './time.js';

const PAUSE = 5 * 60 * 1000;

/**
 * Builds the row of a message, with the line of its day or of what is new above it where that belongs.
 *
 * @param {object} message
 * @param {object | undefined} previous the message above it
 * @param {{me?: {user: string, name: string, names: () => string[]}, isFresh: boolean}} eyes who looks and whom
 *     they may know, and whether it is the first that they have not read
 */
export function messageRow(message, previous, {me, isFresh}) {
  const at = new Date(message.at);
  const isNewDay = !previous || !isSameDay(new Date(previous.at), at);
  const continues = !isNewDay && !isFresh && belongTogether(previous, message);
  const isMine = message.from.user === me?.user;
  const body = message.name === ANNOUNCEMENT ? announcement(message, at, me)
    : message.name === ACTION ? action(message, at, me)
      : bubble(message, at, {me, isMine, continues});
  const row = element('li', {class: rowClass(isMine, continues), 'data-id': message.id},
    isNewDay && line('day', dayName(at)),
    isFresh && line('fresh', 'New messages'),
    body);
  paint(row, message.from.user);
  return row;
}

/** The time of a message, in full for who points at it. */
export function timeOf(at) {
  return element('time', {datetime: at.toISOString(), title: fullTime(at)}, clock(at));
}

/**
 * The mark of a user with a login. Display names are chosen freely, so the login is shown beside a different name.
 *
 * @param {{user: string, name: string}} who
 */
export function verifiedMark({user, name}) {
  const login = loginOf(user);
  const title = login ? `Logged in as ${login}` : 'Said by the application itself';
  return element('span', {class: 'verified', title}, icon('verified'), element('span', {class: 'unseen'}, title),
    login && login !== name && element('bdi', {class: 'login', 'aria-hidden': 'true'}, login));
}

/** In a user id, other characters than letters and digits are percent-encoded UTF-8. */
function loginOf(user) {
  try {
    return decodeURIComponent(user);
  } catch {
    return user;
  }
}

function bubble(message, at, {me, isMine, continues}) {
  const text = textOf(message);
  const isMention = !isMine && mentionsName(text, me?.name);
  return element('div', {class: 'said' + (isMention ? ' mentioned' : '')},
    !continues && !isMine && avatar(message.from.user, message.from.name),
    element('div', {class: 'bubble'},
      continues ? element('span', {class: 'unseen'}, message.from.name, ':') : who(message.from, isMine),
      message.name === CHAT ? words(text, me) : fromApplication(message, text),
      element('span', {class: 'when'}, timeOf(at), isMine && tick())));
}

function words(text, me) {
  return element('p', {class: isOnlyEmoji(text) ? 'text jumbo' : 'text', dir: 'auto'}, richText(text, me));
}

/** Messages with other names, published by applications, are shown without formatting. */
function fromApplication(message, text) {
  return element('div', {class: 'foreign'},
    element('span', {class: 'kind'}, message.name),
    element('pre', {dir: 'auto'}, text));
}

function who(from, isMine) {
  return element('span', {class: isMine ? 'who unseen' : 'who'},
    element('bdi', {}, isMine ? 'You' : from.name), from.verified && !isMine && verifiedMark(from));
}

function action(message, at, me) {
  return element('p', {class: 'action'},
    element('span', {}, avatar(message.from.user, message.from.name),
      element('span', {dir: 'auto'},
        element('bdi', {class: 'who'}, message.from.name), message.from.verified && verifiedMark(message.from), ' ',
        richText(textOf(message), me)),
      timeOf(at)));
}

function announcement(message, at, me) {
  return element('div', {class: 'announcement'},
    element('span', {class: 'label'}, icon('announce'), 'Announcement'),
    element('p', {class: 'text', dir: 'auto'}, richText(textOf(message), me)),
    element('span', {class: 'by'},
      element('bdi', {}, message.from.name), message.from.verified && verifiedMark(message.from), timeOf(at)));
}

function tick() {
  return element('span', {class: 'tick'}, icon('sent'), element('span', {class: 'unseen'}, 'sent'));
}

function line(kind, text) {
  return element('div', {class: 'line ' + kind}, element('span', {}, text));
}

function belongTogether(one, other) {
  const areBubbles = [one, other].every(({name}) => name !== ACTION && name !== ANNOUNCEMENT);
  return areBubbles && isSaid(one) === isSaid(other)
    && one.from.user === other.from.user && one.from.name === other.from.name
    && new Date(other.at) - new Date(one.at) < PAUSE;
}

function rowClass(isMine, continues) {
  return 'row' + (isMine ? ' mine' : '') + (continues ? ' continued' : '');
}
