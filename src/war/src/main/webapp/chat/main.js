/** Puts the parts of the chat page together. */
import {Backplane} from '../backplane.js';
import {Announcer} from './announcer.js';
import {Chat, rememberedName} from './chat.js';
import {CommandError, perform} from './commands.js';
import {Composer} from './composer.js';
import {helpDialog, joinDialog, nameDialog} from './dialogs.js';
import {byId, oncePerFrame} from './dom.js';
import {startKeys} from './keys.js';
import {LinkStatus} from './link-status.js';
import {offerLogout} from './logout.js';
import {MemberList} from './member-list.js';
import {TYPING} from './message.js';
import {Notice} from './notice.js';
import {Stage} from './stage.js';
import {Tabs} from './tabs.js';
import {showTitle} from './title.js';
import {Typing} from './typing.js';

const backplane = new Backplane({name: rememberedName()});
const chat = new Chat(backplane);
const notice = new Notice(byId('notice'));
const announcer = new Announcer(byId('spoken'));
const typing = new Typing(byId('typing'), () => chat.me);
const composer = new Composer({perform: act, typing: () => typing.mine(), members: mentionable});
const stage = new Stage(chat, backplane, text => composer.edit(text));
const members = new MemberList(byId('members'), [...document.querySelectorAll('[data-count]')], chat);
const title = oncePerFrame(() => showTitle(chat));
const help = helpDialog();

new Tabs(byId('tabs'), chat);
new LinkStatus(backplane);
joinDialog(chat);
nameDialog(chat);
offerLogout(backplane);
startKeys(chat, stage, composer);

chat.addEventListener('opened', ({detail}) => listen(detail));
chat.addEventListener('me', () => members.changed());
chat.addEventListener('active', () => {
  typing.follow(chat.active);
  composer.show(chat.active);
  notice.clear();
  members.changed();
  title();
});
chat.begin();
if (matchMedia('(pointer: fine)').matches) {
  composer.focus();
}

function listen(conversation) {
  conversation.addEventListener('unread', title);
  conversation.addEventListener('members', () => conversation === chat.active && members.changed());
  conversation.addEventListener('passing', ({detail}) => passing(conversation, detail));
  conversation.addEventListener('arrived', ({detail}) => arrived(conversation, detail));
}

function passing(conversation, message) {
  if (conversation === chat.active && message.name === TYPING) {
    typing.theirs(message.from);
  }
}

function arrived(conversation, message) {
  if (conversation === chat.active) {
    typing.stopped(message.from);
  }
  const isForMe = conversation === chat.active || conversation.isMentioned;
  if (message.from.user !== chat.me?.user && isForMe && !conversation.isLoading) {
    announcer.arrived(message, conversation === chat.active ? '' : conversation.title);
  }
}

async function act(text) {
  notice.clear();
  try {
    await perform(chat, text, {help, note: words => notice.say(words)});
    typing.said();
  } catch (error) {
    if (!(error instanceof CommandError)) {
      console.error(error);
    }
    notice.warn(error.message);
    throw error;
  }
}

function mentionable() {
  return chat.active.source.members.filter(({user}) => user !== chat.me?.user);
}
