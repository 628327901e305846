import {Chart} from './chart.js';
import {html, keyed, write} from './dom.js';
import {clock} from './format.js';
import {statusEvents} from './status-events.js';
import {History, WINDOW} from './history.js';
import {showChannels, showFaults, showFigures, showLinks, showNodes} from './sections.js';
import {Settings} from './settings.js';
import {charts as specs} from './specs.js';
import {verdict} from './verdict.js';
import {watch} from './watch.js';

/** The status page: requests the status of the node periodically, and shows the last minutes. */

const MAX_EVENTS = 50;
const byId = id => document.getElementById(id);

const history = new History();
const settings = new Settings();
const log = [];
let charts = [];
let lastAt = null;
let eventCount = 0;
let paused = false;
let answer = null;

/** @param {import('./watch.js').Answer} next */
function receive(next) {
  const isFull = Boolean(next.status?.hub);
  logEvents(next, isFull);
  if (isFull) history.add(next.status, next.at);
  else if (history.last) history.addGap(next.at);
  if (next.status) lastAt = next.at;
  answer = next;
  if (!paused) show();
}

/** Logs the events since the previous response. */
function logEvents(next, isFull) {
  const wasDown = answer && !answer.status;
  if (!next.status && !wasDown && answer) logEvent(next.at, {kind: 'bad', text: `The node does not respond: ${next.problem}`});
  if (next.status && wasDown && lastAt) logEvent(next.at, {kind: 'good', text: 'The node responds again'});
  if (isFull) statusEvents(history.last, next.status).forEach(news => logEvent(next.at, news));
}

function logEvent(at, {kind, text}) {
  log.unshift({number: ++eventCount, at, kind, text});
  log.length = Math.min(log.length, MAX_EVENTS);
}

function show() {
  showVerdict();
  const status = history.last;
  const isHidden = Boolean(answer.status && !answer.status.hub);
  byId('closed').hidden = !isHidden;
  byId('open').hidden = byId('pause').hidden = isHidden || !status;
  if (isHidden || !status) return;
  showNode(status.node);
  showFigures(status);
  showNodes(status, durationOf(status, 'presence/lease'));
  showChannels(status);
  showLinks(status);
  showFaults(status, history);
  showLog();
  settings.show(status.settings);
  showCharts(status);
}

function showVerdict() {
  const {look, headline, explanation} = verdict(answer, lastAt);
  const name = history.last?.node.name;
  byId('verdict').className = 'verdict ' + look;
  write(byId('headline'), headline);
  write(byId('explanation'), explanation);
  document.title = (look === 'wrong' ? headline : 'Status') + (name ? ` · ${name}` : '') + ' · Backplane';
}

function showNode(node) {
  byId('server').hidden = false;
  write(byId('node'), node.name);
  write(byId('version'), node.version === 'unknown' ? '' : `Backplane ${node.version}`);
}

/** A duration setting, which the node writes as `PT10S` or `PT1M30S`, in milliseconds. */
function durationOf({settings: all}, name) {
  const value = all.find(setting => setting.name === name)?.value ?? '';
  const [, hours = 0, minutes = 0, seconds = 0] = value.match(/^PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/) ?? [];
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 || 10_000;
}

function showCharts(status) {
  if (!charts.length) {
    charts = specs(status.broker.kind === 'redis').map(spec => new Chart(spec, point));
    byId('charts').append(...charts.map(chart => chart.element));
  }
  const range = {from: answer.at - WINDOW, to: answer.at};
  const moments = log.filter(({kind}) => kind !== 'news');
  charts.forEach(chart => chart.draw(history.samples, range, moments));
}

function point(at) {
  charts.forEach(chart => chart.show(at));
}

function showLog() {
  byId('log-note').hidden = log.length > 0;
  keyed(byId('log'), log, ({number}) => String(number), ({at, kind, text}) => html('li', {class: kind},
    html('time', {datetime: new Date(at).toISOString()}, clock(at)), ' ', text), () => {});
}

byId('pause').addEventListener('click', event => {
  paused = !paused;
  event.target.setAttribute('aria-pressed', paused);
  if (!paused) show();
});

watch(receive);
