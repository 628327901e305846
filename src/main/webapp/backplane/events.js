/**
 * An EventTarget of which an editor knows what the `detail` of each event is.
 *
 * @template {object} Subjects the types of `detail`, by the types of the events
 */
export class Source extends EventTarget {
  /**
   * @template {keyof Subjects & string} T
   * @param {T} type
   * @param {((event: CustomEvent<Subjects[T]>) => void) | null} listener one that throws harms nobody else
   * @param {boolean | AddEventListenerOptions} [options]
   * @returns {void}
   */
  addEventListener(type, listener, options) {
    super.addEventListener(type, /** @type {EventListener} */ (listener), options);
  }
}

/**
 * Tells all who listen, one after the other, before it returns.
 *
 * @param {EventTarget} source
 * @param {string} type
 * @param {any} detail
 */
export function tell(source, type, detail) {
  source.dispatchEvent(new CustomEvent(type, {detail}));
}
