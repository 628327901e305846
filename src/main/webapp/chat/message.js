/** What the chat says with messages: their names, and how any message of any application reads as text. */

export const CHAT = 'chat';
export const ACTION = 'me';
export const ANNOUNCEMENT = 'announce';
export const TYPING = 'typing';
/** Said to those who look now: one is called differently, or is on another server. */
export const MOVED = 'moved';

const SAID = new Set([CHAT, ACTION, ANNOUNCEMENT]);

/** Whether people said it; everything else was published by an application. */
export function isSaid(message) {
  return SAID.has(message.name);
}

/** What a message says. */
export function textOf({data}) {
  if (typeof data === 'string') {
    return data;
  }
  return typeof data?.text === 'string' ? data.text : JSON.stringify(data ?? null, null, 1);
}
