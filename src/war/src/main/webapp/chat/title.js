/** Shows the unread count in the title of the page. */
export function showTitle(chat) {
  const unread = chat.conversations.reduce((sum, conversation) => sum + conversation.unread, 0);
  const isMentioned = chat.conversations.some(conversation => conversation.isMentioned);
  const count = unread ? `(${isMentioned ? '@' : ''}${unread}) ` : '';
  document.title = `${count}${chat.active.title} · Backplane`;
}
