/** A Storage that can be made to refuse. */
export class FakeStorage {
  #items = new Map();
  refuses = false;

  get length() {
    return this.#items.size;
  }

  key(index) {
    return [...this.#items.keys()][index] ?? null;
  }

  getItem(name) {
    return this.#items.get(name) ?? null;
  }

  setItem(name, value) {
    if (this.refuses) {
      throw new DOMException('full', 'QuotaExceededError');
    }
    this.#items.set(name, String(value));
  }

  removeItem(name) {
    this.#items.delete(name);
  }
}
