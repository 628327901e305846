/** Creates elements. Strings become text, never markup; no attribute contains style or code. */

const SVG = 'http://www.w3.org/2000/svg';

/**
 * Creates an HTML element.
 * @param {string} tag
 * @param {Object<string, string|number|boolean|undefined>} [attributes] `true` for an empty attribute, `false` and undefined for none
 * @param {...(Node|string)} children strings become text
 * @returns {HTMLElement}
 */
export function html(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/**
 * Creates an SVG element; parameters as for {@link html}.
 * @returns {SVGElement}
 */
export function svg(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, attributes, children) {
  set(element, attributes ?? {});
  element.append(...children);
  return element;
}

/** Sets the attributes whose values differ; `false` and undefined remove an attribute. */
export function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) {
      element.removeAttribute(name);
    } else if (element.getAttribute(name) !== String(value === true ? '' : value)) {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
}

/** Sets a text if it differs: unchanged text would otherwise lose its selection, and be read aloud again. */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Updates the children of a parent to one per item, in order. Existing children are reused.
 * @template T
 * @param {Element} parent
 * @param {T[]} items
 * @param {function(T): string} keyOf unique key of an item
 * @param {function(T): Element} make
 * @param {function(Element, T): void} update
 */
export function keyed(parent, items, keyOf, make, update) {
  const known = new Map([...parent.children].map(child => [child.dataset.key, child]));
  let next = parent.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    const child = known.get(key) ?? make(item);
    known.delete(key);
    child.dataset.key = key;
    update(child, item);
    if (child === next) {
      next = next.nextElementSibling;
    } else {
      parent.insertBefore(child, next);
    }
  }
  known.forEach(child => child.remove());
}
