/** The message names of the chat, and the text of any message. */

export const CHAT = 'chat';
export const ACTION = 'me';
export const ANNOUNCEMENT = 'announce';
export const TYPING = 'typing';
/** The transient message that a user's name or server has changed. */
export const MOVED = 'moved';

const SAID = new Set([CHAT, ACTION, ANNOUNCEMENT]);

/** Whether it is a chat message; all others were published by an application. */
export function isSaid(message) {
  return SAID.has(message.name);
}

/** The text of a message. */
export function textOf({data}) {
  if (typeof data === 'string') {
    return data;
  }
  return typeof data?.text === 'string' ? data.text : JSON.stringify(data ?? null, null, 1);
}
