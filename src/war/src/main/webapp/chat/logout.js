import {byId} from './dom.js';

const LOGOUT = 'logout';

/** The interval of requests that keep the session of an open page alive. */
const STAYING = 5 * 60_000;

/**
 * Offers a logout to a user who has logged in, if the server supports it: with BASIC the browser keeps the credentials.
 *
 * @param {import('../backplane.js').Backplane} backplane
 */
export function offerLogout(backplane) {
  const button = byId('log-out');
  let staying;
  const ask = async () => {
    const {status} = await fetch(LOGOUT, {method: 'HEAD'}).catch(() => ({}));
    if (status !== undefined) {
      button.hidden = status !== 204;
    }
  };
  backplane.addEventListener('welcome', ({detail: {verified}}) => {
    clearInterval(staying);
    button.hidden = true;
    if (verified) {
      ask();
      staying = setInterval(ask, STAYING);
    }
  });
  button.addEventListener('click', async () => {
    await fetch(LOGOUT, {method: 'POST', redirect: 'manual'});
    location.reload();
  });
}
