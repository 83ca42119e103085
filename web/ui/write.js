// Writes a text into the page, unless it stands there already: that too would lay the page out anew.

/** @param {Element} element @param {string} text */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
