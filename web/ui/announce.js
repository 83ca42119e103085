// What happens on the page, for those that it does not know of: views, and the page around a frame.

/** @param {string} type @param {unknown} [detail] */
export function announce(type, detail) {
  document.dispatchEvent(new CustomEvent(type, { detail }));
}
