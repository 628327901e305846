import {oncePerFrame} from './dom.js';
import {messageRow} from './message-row.js';

const SHOWN = 200;
const STEP = 60;
const FLOOD = 80;
const NEAR = 900;
const AT_END = 32;

/**
 * Shows the messages of one conversation: a window of rows over the loaded messages, updated at most once per frame. It
 * stays at the newest message until the user scrolls up; then it keeps its position while rows are added or removed.
 */
export class MessageList {
  #scroller;
  #rows;
  #me;
  #moved;
  #conversation;
  #generation = -1;
  #shown = [];
  #from = 0;
  #to = 0;
  #fresh;
  #places = new WeakMap();
  #ask = oncePerFrame(() => this.#render());

  /**
   * @param {HTMLElement} scroller
   * @param {HTMLElement} rows the list in it
   * @param {() => object | undefined} me
   * @param {() => void} moved called when the newest message became visible or invisible
   */
  constructor(scroller, rows, me, moved) {
    this.#scroller = scroller;
    this.#rows = rows;
    this.#me = me;
    this.#moved = moved;
    scroller.addEventListener('scroll', () => this.#scrolled(), {passive: true});
    const stay = new ResizeObserver(() => this.#conversation?.isFollowed && this.#toEnd());
    stay.observe(scroller);
    [...scroller.children].forEach(child => stay.observe(child));
  }

  /** Switches to this conversation at its last scroll position. */
  show(conversation) {
    this.#keepPlace();
    this.#conversation = conversation;
    this.#clear();
    const place = this.#places.get(conversation);
    const {store} = conversation;
    const isHeld = place && !conversation.isFollowed && place.generation === store.generation && store.at(place.number);
    conversation.isFollowed = !isHeld;
    this.#generation = store.generation;
    this.#from = isHeld ? place.number - STEP : store.end - SHOWN;
    this.#to = isHeld ? place.number + SHOWN - STEP : store.end;
    this.#render(isHeld ? place : undefined);
    this.#moved();
  }

  /** Something of the conversation changed. */
  changed() {
    this.#ask();
  }

  /** Builds all rows again after a change of the user's name. */
  rebuild() {
    this.#clear();
    this.#ask();
  }

  /** Scrolls to the newest message. */
  async toNewest() {
    const conversation = this.#conversation;
    if (conversation.isBehind) {
      await conversation.reload();
    }
    conversation.isFollowed = true;
    this.#moved();
    this.#ask();
  }

  #render(place = this.#conversation.isFollowed ? undefined : this.#place()) {
    this.#beginAgain();
    const {store, isFollowed} = this.#conversation;
    if (isFollowed) {
      const isFlood = store.end - this.#to > FLOOD;
      this.#from = Math.max(this.#from, store.end - (isFlood ? FLOOD : SHOWN));
      this.#to = store.end;
    } else {
      this.#to = Math.max(this.#to, this.#from + SHOWN);
    }
    this.#fit(Math.max(this.#from, store.start), Math.min(this.#to, store.end));
    if (isFollowed) {
      this.#toEnd();
    } else {
      this.#return(place);
    }
  }

  /** Removes all rows if other messages are loaded, or the unread marker moves. */
  #beginAgain() {
    const {store, freshFrom} = this.#conversation;
    if (this.#generation !== store.generation) {
      this.#clear();
      this.#generation = store.generation;
      this.#conversation.isFollowed = true;
      this.#from = store.start;
      this.#to = store.end;
      this.#moved();
    } else if (this.#fresh !== freshFrom) {
      this.#clear();
    }
    this.#fresh = freshFrom;
  }

  /** Removes rows outside the window, and adds missing ones at its ends. */
  #fit(from, to) {
    while (this.#shown.length && (this.#shown[0].number < from || this.#shown[0].number >= to)) {
      this.#shown.shift().node.remove();
    }
    while (this.#shown.length && this.#shown.at(-1).number >= to) {
      this.#shown.pop().node.remove();
    }
    if (!this.#shown.length) {
      this.#append(from, to);
    } else {
      this.#append(this.#shown.at(-1).number + 1, to);
      this.#prepend(from);
    }
  }

  #append(from, to) {
    const fragment = document.createDocumentFragment();
    for (let number = from; number < to; number++) {
      const row = this.#row(number);
      this.#shown.push(row);
      fragment.append(row.node);
    }
    this.#rows.append(fragment);
  }

  /** The former first row has a predecessor now, so it may look different. */
  #prepend(from) {
    const first = this.#shown[0];
    if (from >= first.number) {
      return;
    }
    const rows = [];
    for (let number = from; number <= first.number; number++) {
      rows.push(this.#row(number));
    }
    first.node.replaceWith(...rows.map(({node}) => node));
    this.#shown.splice(0, 1, ...rows);
  }

  #row(number) {
    const {store, freshFrom} = this.#conversation;
    const message = store.at(number);
    const isFresh = message.id === freshFrom;
    return {number, node: messageRow(message, store.at(number - 1), {me: this.#me(), isFresh})};
  }

  #scrolled() {
    const conversation = this.#conversation;
    if (!conversation) {
      return;
    }
    const {scrollTop, scrollHeight, clientHeight} = this.#scroller;
    const below = scrollHeight - scrollTop - clientHeight;
    const isNewestShown = conversation.isFollowed || (this.#to >= conversation.store.end && !conversation.isBehind);
    const isAtEnd = below < AT_END && isNewestShown;
    if (isAtEnd !== conversation.isFollowed) {
      conversation.isFollowed = isAtEnd;
      this.#moved();
    }
    if (!isAtEnd) {
      this.#extend(scrollTop, below);
    }
  }

  #extend(above, below) {
    const {store} = this.#conversation;
    if (above < NEAR) {
      if (this.#from > store.start) {
        this.#slide(-STEP);
      } else {
        this.#conversation.older();
        this.#from = store.start - STEP;
        this.#to = Math.min(this.#to, store.start + SHOWN);
      }
    } else if (below < NEAR && this.#to < store.end) {
      this.#slide(STEP);
    } else if (below < AT_END && this.#conversation.isBehind) {
      this.toNewest();
    }
  }

  #slide(by) {
    const {store} = this.#conversation;
    if (by < 0) {
      this.#from = Math.max(store.start, this.#from + by);
      this.#to = Math.min(this.#to, this.#from + SHOWN + STEP);
    } else {
      this.#to = Math.min(store.end, this.#to + by);
      this.#from = Math.max(this.#from, this.#to - SHOWN - STEP);
    }
    this.#ask();
  }

  /** The first visible row, and its distance from the upper edge. */
  #place() {
    const edge = this.#scroller.getBoundingClientRect().top;
    const row = this.#shown.find(({node}) => node.getBoundingClientRect().bottom > edge);
    const distance = row?.node.getBoundingClientRect().top - edge;
    return row && {number: row.number, distance, generation: this.#generation};
  }

  #return(place) {
    const row = place && this.#shown.find(({number}) => number === place.number);
    if (row) {
      const edge = this.#scroller.getBoundingClientRect().top;
      this.#scroller.scrollTop += row.node.getBoundingClientRect().top - edge - place.distance;
    }
  }

  #keepPlace() {
    const place = this.#conversation && this.#place();
    if (place) {
      this.#places.set(this.#conversation, place);
    }
  }

  #clear() {
    this.#shown = [];
    this.#rows.replaceChildren();
  }

  #toEnd() {
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
  }
}
