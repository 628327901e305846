import {channelName} from './address.js';
import {LOOKS, isBackground} from './look.js';
import {ACTION, ANNOUNCEMENT, CHAT} from './message.js';

/** The reason why a command failed, for the user. */
export class CommandError extends Error {}

const NOTHING = '-';
const LONGEST_TOPIC = 300;

/**
 * The slash commands, in the order of the help. `run` gets the {@link Chat}, the argument, and a function that shows a text
 * to the user.
 */
export const COMMANDS = [
  {name: 'help', usage: '', about: 'shows all commands and keys', run: (chat, rest, show) => show.help()},
  {name: 'nick', usage: 'name', about: 'changes how others see you', run: (chat, rest) => rename(chat, rest)},
  {name: 'topic', usage: 'text', run: setTopic,
    about: `sets what this channel is about, for everyone; ${NOTHING} takes it away`},
  {name: 'me', usage: 'does something', about: 'says what you do', run: (chat, rest) => say(chat, ACTION, rest)},
  {name: 'msg', usage: 'name text', about: 'says something to one member only, on whichever server', run: whisper},
  {name: 'announce', usage: 'text', about: 'says something that nobody overlooks',
    run: (chat, rest) => say(chat, ANNOUNCEMENT, rest)},
  {name: 'background', usage: 'look', about: `changes the background of this channel for everyone: ${LOOKS.join(', ')},`
    + ` or a colour such as teal or #336699; ${NOTHING} takes it away`, run: setBackground},
  {name: 'join', usage: 'channel', about: 'opens a channel', run: (chat, rest) => join(chat, rest)},
  {name: 'leave', usage: '', about: 'closes this conversation', run: (chat, rest) => leave(chat, rest)},
];

/**
 * Executes the typed text: a command, or a message to send.
 *
 * @throws {CommandError} if the command is invalid; it has no effect then
 */
export async function perform(chat, text, show) {
  const match = /^\/(?!\/)(\S*)\s*([\s\S]*)$/u.exec(text);
  if (!match) {
    say(chat, CHAT, text.startsWith('//') ? text.slice(1) : text);
    return;
  }
  const command = COMMANDS.find(({name}) => name === match[1].toLowerCase());
  if (!command) {
    throw new CommandError(
      `There is no command /${match[1]}. /help shows all; to say it as a text, begin with two slashes.`);
  }
  await command.run(chat, match[2].trim(), show);
}

function say(chat, name, text) {
  needs(text, 'There is nothing to say yet.');
  chat.active.say(name, {text});
}

async function rename(chat, name) {
  needs(name, 'Which name? Try /nick Ada');
  await outcome(chat.rename(name));
}

function join(chat, text) {
  chat.join(needs(channelName(text), 'A channel is named with letters, digits and _ . : -, such as /join news'));
}

function leave(chat, text) {
  const name = text ? text.replace(/^#/, '') : chat.active.name;
  if (!chat.leave(name)) {
    const isOnly = chat.conversations.length === 1;
    throw new CommandError(isOnly ? 'This is the only conversation: one stays open.' : `${name} is not open.`);
  }
}

async function setTopic(chat, text, show) {
  const topic = room(chat).document('topic')?.value;
  if (!text) {
    show.note(topic ? `The topic is: ${topic}` : 'There is no topic yet. Try /topic Plans for today');
    return;
  }
  if ([...text].length > LONGEST_TOPIC) {
    throw new CommandError(`A topic may have ${LONGEST_TOPIC} characters.`);
  }
  await share(chat, 'topic', text);
}

async function setBackground(chat, text, show) {
  if (!text) {
    show.note(`Try /background ${LOOKS[0]}. There are ${LOOKS.join(', ')}, and all colours.`);
    return;
  }
  if (text !== NOTHING && !isBackground(text)) {
    throw new CommandError(`“${text}” is neither a colour nor one of ${LOOKS.join(', ')}.`);
  }
  await share(chat, 'background', text);
}

/** Sets a document only if it has not changed meanwhile, so that no concurrent change is overwritten. */
async function share(chat, key, text) {
  try {
    await room(chat).set(key, text === NOTHING ? null : text);
  } catch (error) {
    if (error.code === 'conflict') {
      const now = error.current?.value ? ` to “${error.current.value}”` : '';
      throw new CommandError(`Somebody has just changed the ${key}${now}. Press Enter again to change that.`);
    }
    throw new CommandError(error.message);
  }
}

function whisper(chat, text) {
  const {member, rest} = addressee(chat, text);
  chat.whisper(member.user, member.name);
  if (rest) {
    chat.active.say(CHAT, {text: rest});
  }
}

/** Names may contain spaces, so the longest match counts. Of users with the same name, one is chosen by click in the member list. */
function addressee(chat, text) {
  const named = text.replace(/^@/, '');
  const fitting = everybody(chat).filter(({user, name}) => begins(named, name) || begins(named, user));
  const longest = Math.max(0, ...fitting.map(({name}) => name.length));
  const meant = fitting.filter(({user, name}) => name.length === longest || begins(named, user));
  if (meant.length !== 1) {
    throw new CommandError(meant.length
      ? `${meant[0].name} is the name of several people: click on the one whom you mean.`
      : 'Nobody of that name is here. Try /msg and the name of a member, then the text.');
  }
  const [member] = meant;
  const length = begins(named, member.name) ? member.name.length : member.user.length;
  return {member, rest: named.slice(length).trim()};
}

function everybody(chat) {
  const members = chat.conversations.flatMap(({source}) => source.members);
  return [...new Map(members.map(member => [member.user, member])).values()];
}

function begins(text, name) {
  const start = text.slice(0, name.length);
  return start.toLocaleLowerCase() === name.toLocaleLowerCase() && /^(\s|$)/u.test(text.slice(name.length));
}

function room(chat) {
  if (chat.active.isPrivate) {
    throw new CommandError('Only channels have that; this is a private conversation.');
  }
  return chat.active.source;
}

function needs(value, otherwise) {
  if (!value) {
    throw new CommandError(otherwise);
  }
  return value;
}

function outcome(promise) {
  return promise.catch(error => {
    throw new CommandError(error.message);
  });
}
