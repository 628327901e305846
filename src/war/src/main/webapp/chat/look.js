/** The backgrounds that a channel may have: one of the pictures in `looks`, or a colour. */

export const LOOKS = ['sunset', 'ocean', 'forest', 'dawn', 'night', 'desert'];

const COLOUR = /^(#[0-9a-f]{3}|#[0-9a-f]{6}|[a-z]{3,30})$/i;
const NO_COLOURS = new Set(['transparent', 'currentcolor', 'inherit', 'initial', 'unset', 'revert']);

/** Whether a value is a valid background. Any user may have set it, so nothing else reaches a style sheet. */
export function isBackground(value) {
  return LOOKS.includes(value) || isColour(value);
}

/** Returns the CSS value. @param {string} value for which {@link isBackground} holds */
export function cssOf(value) {
  return LOOKS.includes(value)
    ? `url("${new URL(`../looks/${value}.svg`, import.meta.url)}")`
    : `linear-gradient(${value}, ${value})`;
}

/** Shows the background of a conversation behind it, or none. */
export function wear(node, value) {
  const isWorn = typeof value === 'string' && isBackground(value);
  node.toggleAttribute('data-worn', isWorn);
  if (isWorn) {
    node.style.setProperty('--worn', cssOf(value));
  } else {
    node.style.removeProperty('--worn');
  }
}

function isColour(value) {
  return typeof value === 'string' && COLOUR.test(value) && !NO_COLOURS.has(value.toLowerCase())
    && CSS.supports('color', value);
}
