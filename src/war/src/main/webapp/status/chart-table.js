import {html} from './dom.js';
import {clock} from './format.js';

/** The maximum number of rows; of a longer history, the table has every n-th sample. */
const MAX_ROWS = 30;

/**
 * The values of a chart as a table. It is filled when it is opened and not updated while open, so that it can be read.
 * @param {import('./chart.js').Spec} spec
 * @param {function(): import('./history.js').Sample[]} samples
 * @returns {HTMLElement}
 */
export function table(spec, samples) {
  const body = html('tbody');
  const details = html('details', {},
    html('summary', {}, 'As a table', html('span', {class: 'unseen'}, ': ' + spec.title)),
    html('div', {class: 'scroll', role: 'group', 'aria-label': spec.title + ' as a table', tabindex: 0},
      html('table', {},
        html('thead', {}, html('tr', {},
          html('th', {scope: 'col'}, 'Time'),
          ...spec.series.map(({name}) => html('th', {scope: 'col'}, name)))),
        body)));
  details.addEventListener('toggle', () => {
    body.replaceChildren(...details.open ? rows(spec, samples()) : []);
  });
  return details;
}

function rows({series, format}, samples) {
  const every = Math.ceil(samples.length / MAX_ROWS);
  return samples.filter((_, i) => (samples.length - 1 - i) % every === 0).reverse().map(({at, values}) =>
    html('tr', {},
      html('th', {scope: 'row'}, clock(at)),
      ...series.map(({key}) => html('td', {}, format(values[key])))));
}
