/** Makes elements. Strings become text, never markup; no attribute carries style or code. */

const SVG = 'http://www.w3.org/2000/svg';

/**
 * Makes an HTML element.
 * @param {string} tag
 * @param {Object<string, string|number|boolean|undefined>} [attributes] `true` is an empty one, `false` and undefined none
 * @param {...(Node|string)} children strings become text
 * @returns {HTMLElement}
 */
export function html(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/**
 * Makes an SVG element; parameters as those of {@link html}.
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

/** Sets attributes that have changed; `false` and undefined take one away. */
export function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) {
      element.removeAttribute(name);
    } else if (element.getAttribute(name) !== String(value === true ? '' : value)) {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
}

/** Writes text where it differs, so that selections and screen readers are not disturbed by what stays. */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Makes the children of a parent those of the items, in their order; what is there already is kept and brought up to date.
 * @template T
 * @param {Element} parent
 * @param {T[]} items
 * @param {function(T): string} keyOf which child is whose; no two items have the same
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
