// Elements made in one line, for the views that make their own.

/**
 * @param {string} tag
 * @param {Record<string, unknown>} [properties] of the element; those with a dash are attributes
 * @param {...(Node | string)} children
 * @returns {any}
 */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-") || name === "role") element.setAttribute(name, String(value));
    else element[name] = value;
  }
  element.append(...children);
  return element;
}

/** An element of index.html; what kind it is, the markup says. @param {string} id @returns {any} */
export const byId = (id) => document.getElementById(id);

/** @param {string} label @param {() => void} onclick @param {string} [more] classes */
export const button = (label, onclick, more = "") =>
  make("button", { type: "button", className: `button plain ${more}`, onclick }, label);

/** Adds a style sheet; whatever it brings is there when this resolves. @param {string} href */
export function loadStyle(href) {
  if (document.querySelector(`link[href="${href}"]`)) return Promise.resolve();
  const link = make("link", { rel: "stylesheet" });
  link.setAttribute("href", href);
  return new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = () => {
      link.remove();
      reject(new Error(`${href} could not be loaded`));
    };
    document.head.append(link);
  });
}
