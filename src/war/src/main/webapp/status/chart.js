import {html, set, svg, write} from './dom.js';
import {clock} from './format.js';
import {cursor, grid, eventMarks, layOut, line} from './plot.js';
import {table} from './chart-table.js';

const FIRST_SIZE = {width: 320, height: 160};
const STRIDE = 15;
let charts = 0;

/**
 * The definition of a chart.
 * @typedef {Object} Spec
 * @property {string} title
 * @property {string} note one sentence that defines what is counted
 * @property {{key: string, name: string}[]} series at most three; the first is a solid line, the others are dashed
 * @property {function(number): string} format
 * @property {number} least minimum of the upper end of the scale
 * @property {number} [base] 1024 for bytes
 */

/**
 * A line chart of some minutes. A moment is selected with mouse, touch or keyboard: to assistive technology the chart is a
 * slider. A table below it has all values as text.
 */
export class Chart {
  #spec;
  #point;
  #samples = [];
  #range = {from: 0, to: 1};
  #moments = [];
  #size = FIRST_SIZE;
  #layout;
  #pointed = null;
  #parts;

  /**
   * @param {Spec} spec
   * @param {function(?number): void} point receives the selected moment (milliseconds since 1970); null: none
   */
  constructor(spec, point) {
    this.#spec = {...spec, series: spec.series.map((series, i) => ({...series, look: 'series-' + (i + 1)}))};
    this.#point = point;
    this.#parts = this.#build('chart-' + ++charts);
    new ResizeObserver(([entry]) => this.#resized(entry.contentRect)).observe(this.#parts.frame);
  }

  /** The element to insert into the page. */
  get element() {
    return this.#parts.card;
  }

  /**
   * Redraws the chart.
   * @param {import('./history.js').Sample[]} samples oldest first
   * @param {{from: number, to: number}} range milliseconds since 1970
   * @param {{at: number, kind: string}[]} moments of events
   */
  draw(samples, range, moments) {
    this.#samples = samples;
    this.#range = range;
    this.#moments = moments;
    this.#redraw();
  }

  /** Shows the values of a moment; null: the latest ones. */
  show(at) {
    this.#pointed = at;
    this.#redrawCursor();
  }

  #build(id) {
    const {title, note, series} = this.#spec;
    const parts = {readings: series.map(reading), when: html('span', {class: 'when'}, 'now'), drawing: svg('g'), pointer: svg('g')};
    parts.picture = svg('svg', {'aria-hidden': 'true', focusable: 'false'}, parts.drawing, parts.pointer);
    parts.frame = html('div', {
      class: 'frame', role: 'slider', tabindex: 0, 'aria-label': title + ', a moment of the last five minutes',
      'aria-valuemin': 0, 'aria-valuemax': 0, 'aria-valuenow': 0, 'aria-valuetext': 'now'
    }, parts.picture);
    parts.card = html('section', {class: 'card chart', 'aria-labelledby': id},
      html('h3', {id}, title, ' ', parts.when),
      html('p', {class: 'note'}, note),
      html('ul', {class: 'legend'}, ...parts.readings.map(({item}) => item)),
      parts.frame,
      table(this.#spec, () => this.#samples));
    this.#listen(parts.frame);
    return parts;
  }

  #listen(frame) {
    frame.addEventListener('pointermove', event => this.#point(this.#nearest(event)));
    frame.addEventListener('pointerdown', event => this.#point(this.#nearest(event)));
    frame.addEventListener('pointerleave', () => this.#point(null));
    frame.addEventListener('blur', () => this.#point(null));
    frame.addEventListener('keydown', event => this.#step(event));
  }

  #nearest(event) {
    const x = event.clientX - this.#parts.frame.getBoundingClientRect().left;
    const distance = sample => Math.abs(this.#layout.x(sample.at) - x);
    return this.#samples.reduce((best, sample) =>
      best && distance(best) <= distance(sample) ? best : sample, null)?.at ?? null;
  }

  #step(event) {
    const last = this.#samples.length - 1;
    const now = this.#index();
    const to = {
      ArrowLeft: now - 1, ArrowDown: now - 1, ArrowRight: now + 1, ArrowUp: now + 1,
      PageDown: now - STRIDE, PageUp: now + STRIDE, Home: 0, End: last
    }[event.key];
    if (event.key === 'Escape') {
      this.#point(null);
      this.#announce();
    } else if (to !== undefined && last >= 0) {
      event.preventDefault();
      this.#point(this.#samples[Math.min(last, Math.max(0, to))].at);
      this.#announce();
    }
  }

  #index() {
    const at = this.#samples.findIndex(sample => sample.at === this.#pointed);
    return at < 0 ? this.#samples.length - 1 : at;
  }

  /** Called only on user input: screen readers would read each change aloud. */
  #announce() {
    const sample = this.#samples[this.#index()];
    const values = this.#spec.series.map(({key, name}) => `${name} ${this.#spec.format(sample?.values[key])}`);
    set(this.#parts.frame, {
      'aria-valuemax': Math.max(0, this.#samples.length - 1),
      'aria-valuenow': Math.max(0, this.#index()),
      'aria-valuetext': `${clock(sample?.at)}: ${values.join(', ')}`
    });
  }

  #resized({width, height}) {
    if (width > 0 && height > 0) {
      this.#size = {width, height};
      set(this.#parts.picture, {viewBox: `0 0 ${width} ${height}`, width, height});
      this.#redraw();
    }
  }

  #redraw() {
    const {series, format, least} = this.#spec;
    const values = this.#samples.flatMap(sample => series.map(({key}) => sample.values[key])).filter(Number.isFinite);
    this.#layout = layOut(this.#size, this.#range, Math.max(least, ...values), this.#spec);
    this.#parts.drawing.replaceChildren(
      ...grid(this.#layout, this.#range, format),
      ...eventMarks(this.#layout, this.#range, this.#moments),
      ...series.toReversed().flatMap(one => line(this.#layout, this.#samples, one)));
    this.#redrawCursor();
  }

  #redrawCursor() {
    const {series, format} = this.#spec;
    const pointed = this.#samples.find(sample => sample.at === this.#pointed);
    const shown = pointed ?? this.#samples.at(-1);
    write(this.#parts.when, pointed ? clock(pointed.at) : 'now');
    this.#parts.readings.forEach(({value}, i) => write(value, format(shown?.values[series[i].key])));
    this.#parts.pointer.replaceChildren(...pointed ? cursor(this.#layout, pointed, series) : []);
  }
}

/** The legend of one series: line style, name and value. */
function reading({name, look}) {
  const value = html('span', {class: 'value'});
  const swatch = svg('svg', {class: 'swatch', viewBox: '0 0 24 8', 'aria-hidden': 'true'},
    svg('path', {class: 'line ' + look, d: 'M1 4h22'}));
  return {value, item: html('li', {}, swatch, html('span', {}, name), value)};
}
