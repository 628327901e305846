import {svg} from './dom.js';
import {minute} from './format.js';
import {marks, minutes} from './scale.js';

/** Draws the content of a chart. Lengths are in CSS pixels; colours and widths come from the style sheet. */

const TOP = 10;
const LEFT = 52;
const RIGHT = 18;
const BOTTOM = 24;
const CHARACTER = 6.6;
const MINUTE_WIDTH = 64;
const ROW_HEIGHT = 36;

/** After this time without a sample the line is interrupted, in milliseconds. */
const MAX_GAP = 7000;

/**
 * The coordinates of a chart.
 * @typedef {{width: number, height: number, left: number, marks: number[], x: function(number): number,
 *   y: function(number): number}} Layout
 */

/**
 * Lays out a chart.
 * @param {{width: number, height: number}} size
 * @param {{from: number, to: number}} range milliseconds since 1970
 * @param {number} greatest value to show
 * @param {{format: function(number): string, base: (number|undefined)}} spec
 * @returns {Layout}
 */
export function layOut(size, range, greatest, spec) {
  const rows = Math.max(2, Math.floor((size.height - TOP - BOTTOM) / ROW_HEIGHT));
  const axis = marks(greatest, rows, spec.base);
  const left = Math.max(LEFT, 10 + CHARACTER * Math.max(...axis.map(mark => spec.format(mark).length)));
  const inner = {width: size.width - left - RIGHT, height: size.height - TOP - BOTTOM};
  return {
    ...size,
    left,
    marks: axis,
    x: at => left + inner.width * (at - range.from) / (range.to - range.from),
    y: value => TOP + inner.height * (1 - value / axis.at(-1))
  };
}

/** The lines of the grid with their labels. */
export function grid(layout, range, format) {
  const {width, height, left, x, y} = layout;
  const rows = layout.marks.flatMap((mark, i) => [
    svg('line', {class: i ? 'rule' : 'base', x1: left, x2: width - RIGHT, y1: crisp(y(mark)), y2: crisp(y(mark))}),
    svg('text', {class: 'end', x: left - 6, y: y(mark) + 4}, format(mark))
  ]);
  const times = minutes(range.from, range.to, (width - left) / MINUTE_WIDTH).flatMap(at => [
    svg('line', {class: 'tick', x1: crisp(x(at)), x2: crisp(x(at)), y1: height - BOTTOM, y2: height - BOTTOM + 4}),
    svg('text', {class: 'middle', x: x(at), y: height - 6}, minute(at))
  ]);
  return [...rows, ...times];
}

const crisp = value => Math.round(value) + 0.5;
const place = value => value.toFixed(1);

/** One series as a line with the area under it; missing values interrupt it. */
export function line(layout, samples, series) {
  const pieces = piecesOf(samples, series.key);
  const points = piece => piece.map(({at, values}) => `${place(layout.x(at))} ${place(layout.y(values[series.key]))}`);
  const base = place(layout.y(0));
  const area = pieces.filter(piece => piece.length > 1).map(piece =>
    `M${place(layout.x(piece[0].at))} ${base}L${points(piece).join('L')}L${place(layout.x(piece.at(-1).at))} ${base}Z`);
  const stroke = pieces.map(piece => 'M' + points(piece).join('L') + (piece.length === 1 ? 'h.1' : ''));
  return [
    svg('path', {class: 'area ' + series.look, d: area.join('')}),
    svg('path', {class: 'line ' + series.look, d: stroke.join('')})
  ];
}

function piecesOf(samples, key) {
  const pieces = [];
  let piece = [];
  for (const sample of samples) {
    const isKnown = Number.isFinite(sample.values[key]);
    if (piece.length && (!isKnown || sample.at - piece.at(-1).at > MAX_GAP)) {
      pieces.push(piece);
      piece = [];
    }
    if (isKnown) piece.push(sample);
  }
  return piece.length ? [...pieces, piece] : pieces;
}

/** A vertical line for each event. */
export function eventMarks(layout, range, moments) {
  return moments.filter(({at}) => at >= range.from).map(({at, kind}) =>
    svg('line', {class: 'moment ' + kind, x1: crisp(layout.x(at)), x2: crisp(layout.x(at)), y1: TOP, y2: layout.y(0)}));
}

/** The selected moment: a vertical line, and a dot on each series. */
export function cursor(layout, sample, series) {
  const x = layout.x(sample.at);
  const dots = series.filter(({key}) => Number.isFinite(sample.values[key])).map(({key, look}) =>
    svg('circle', {class: 'dot ' + look, cx: place(x), cy: place(layout.y(sample.values[key])), r: 4}));
  return [svg('line', {class: 'cursor', x1: crisp(x), x2: crisp(x), y1: TOP, y2: layout.y(0)}), ...dots];
}
