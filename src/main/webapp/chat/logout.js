import {byId} from './dom.js';

const LOGOUT = 'logout';

/** Often enough that the session of an open page does not expire. */
const STAYING = 5 * 60_000;

/**
 * Lets one who has logged in log out, where the server can end a login: with BASIC the browser keeps it.
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
