/**
 * An EventTarget with a type for the `detail` of each event.
 *
 * @template {object} Subjects the types of `detail`, by the types of the events
 */
export class Source extends EventTarget {
  /**
   * @template {keyof Subjects & string} T
   * @param {T} type
   * @param {((event: CustomEvent<Subjects[T]>) => void) | null} an exception does not affect other listeners
   * @param {boolean | AddEventListenerOptions} [options]
   * @returns {void}
   */
  addEventListener(type, listener, options) {
    super.addEventListener(type, /** @type {EventListener} */ (listener), options);
  }
}

/**
 * Calls all listeners synchronously.
 *
 * @param {EventTarget} source
 * @param {string} type
 * @param {any} detail
 */
export function tell(source, type, detail) {
  source.dispatchEvent(new CustomEvent(type, {detail}));
}
