import {html, keyed, write} from './dom.js';
import {several} from './format.js';

const byId = id => document.getElementById(id);

/** The table of settings, which can be searched. */
export class Settings {
  #entries = [];

  constructor() {
    byId('find').addEventListener('input', () => this.#draw());
    byId('changed').addEventListener('change', () => this.#draw());
  }

  /** @param {{name: string, value: string, source: string}[]} entries */
  show(entries) {
    this.#entries = entries;
    this.#draw();
  }

  #draw() {
    const wanted = byId('find').value.trim().toLowerCase();
    const onlyChanged = byId('changed').checked;
    const found = this.#entries.filter(entry => (!onlyChanged || isChanged(entry))
      && [entry.name, entry.value, entry.source].some(text => text.toLowerCase().includes(wanted)));
    write(byId('found'), wanted || onlyChanged ? several(found.length, 'setting') : '');
    keyed(byId('settings'), found, ({name}) => name, row, update);
  }
}

function isChanged({source}) {
  return source !== 'default';
}

function row() {
  return html('tr', {}, html('th', {scope: 'row'}, html('code')), html('td'), html('td'));
}

function update(row, entry) {
  const [name, value, source] = row.children;
  write(name.firstElementChild, entry.name);
  write(value, entry.value);
  write(source, entry.source);
  row.classList.toggle('changed', isChanged(entry));
}
