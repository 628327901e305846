/** Creates elements. All external content is inserted as text, never as markup. */

const SVG = 'http://www.w3.org/2000/svg';

/**
 * Builds an element.
 *
 * @param {string} tag
 * @param {Record<string, any>} [attributes] `on` holds listeners by event; undefined, null and false leave one out
 * @param {...(Node | string | undefined | null | false)} children strings become text
 * @returns {HTMLElement}
 */
export function element(tag, {on = {}, ...attributes} = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false) {
      node.setAttribute(name, value === true ? '' : value);
    }
  }
  for (const [type, listener] of Object.entries(on)) {
    node.addEventListener(type, listener);
  }
  node.append(...children.filter(child => child !== undefined && child !== null && child !== false));
  return node;
}

/** One of the icons that index.html defines; decoration, so it needs a text beside it. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', '#icon-' + name);
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(use);
  return svg;
}

/** The element of index.html with this id. @returns {HTMLElement} */
export function byId(id) {
  return document.getElementById(id);
}

/**
 * Returns a function that does its work once in the next frame, however often it is called before.
 * Hidden pages get no frames: there it runs once a second.
 */
export function oncePerFrame(work) {
  let asked = false;
  const run = () => {
    asked = false;
    work();
  };
  return () => {
    if (!asked) {
      asked = true;
      if (document.visibilityState === 'hidden') {
        setTimeout(run, 1000);
      } else {
        requestAnimationFrame(run);
      }
    }
  };
}
