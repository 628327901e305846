import {byId, element} from './dom.js';

const DELAY = 600;

/** The start of the reason with which the server requires a login. */
const LOGIN = /^log ?in\b/;

/** The start of the reason with which the client reports a refused origin. */
const REFUSAL = /^the server refuses pages\b/;

const STATES = {
  connecting: 'connecting',
  open: 'connected',
  waiting: 'reconnecting',
  refused: 'refused',
  closed: 'closed',
};

/**
 * Shows the server and the state of the connection.
 */
export class LinkStatus {
  #backplane;
  #node;
  #hasArrived = false;
  #refusal = '';
  #until = 0;
  #ticking;
  #soon;

  /** @param {import('../backplane.js').Backplane} backplane */
  constructor(backplane) {
    this.#backplane = backplane;
    backplane.addEventListener('link', ({detail}) => this.#changed(detail));
    backplane.addEventListener('welcome', ({detail}) => this.#arrived(detail));
    byId('retry-now').addEventListener('click', () => backplane.reconnect());
    this.#badge(backplane.state);
  }

  #changed({state, pause, reason}) {
    this.#badge(state);
    clearTimeout(this.#soon);
    clearInterval(this.#ticking);
    if (state === 'waiting') {
      this.#refusal = REFUSAL.test(reason ?? '') ? `${reason}. Its log says more.` : '';
    }
    if (state === 'open') {
      byId('away').hidden = true;
    } else if (state === 'refused' || state === 'closed') {
      const needsLogin = LOGIN.test(reason ?? '');
      const why = reason ? `: ${reason}` : '';
      this.#say(needsLogin ? 'You are not logged in.' : `The server wants no connection from this page${why}.`,
        'What you wrote is kept.', false);
      byId('log-in').hidden = !needsLogin;
    } else {
      this.#until = Date.now() + (pause ?? 0);
      this.#soon = setTimeout(() => this.#count(state), byId('away').hidden ? DELAY : 0);
    }
  }

  /** Shows the time until the next attempt. It appears after a delay, so that short interruptions are not shown. */
  #count(state) {
    const show = () => {
      const seconds = Math.ceil((this.#until - Date.now()) / 1000);
      const next = state === 'waiting' && seconds > 0 ? `Next try in ${seconds} s.` : 'Trying now.';
      const usual = this.#hasArrived ? 'Reconnecting… nothing is lost.' : 'Connecting…';
      this.#say(this.#refusal ? `Not connected: ${this.#refusal}` : usual, next, state === 'waiting');
    };
    show();
    this.#ticking = setInterval(show, 1000);
  }

  #say(text, next, canRetry) {
    const away = byId('away');
    away.hidden = false;
    if (byId('away-text').textContent !== text) {
      byId('away-text').textContent = text;
    }
    byId('away-next').textContent = next;
    byId('retry-now').hidden = !canRetry;
    byId('log-in').hidden = true;
  }

  #badge(state) {
    byId('server').dataset.state = state;
    byId('link').textContent = STATES[state];
  }

  #arrived({node}) {
    const moved = this.#node !== undefined && this.#node !== node;
    this.#hasArrived = true;
    this.#node = node;
    byId('node').replaceChildren(element('bdi', {}, node));
    // A server that requires a login does not send its name to anonymous users.
    byId('server').querySelector('.words').hidden = node === undefined;
    byId('server').classList.toggle('moved', moved);
    if (moved) {
      this.#changeStyle();
    }
  }

  /** Loads the style sheet of the new server. */
  #changeStyle() {
    const old = document.querySelector('link[href^="node.css"]');
    const next = element('link', {rel: 'stylesheet', href: 'node.css?' + encodeURIComponent(this.#node)});
    next.addEventListener('load', () => old?.remove());
    old?.after(next);
  }
}
