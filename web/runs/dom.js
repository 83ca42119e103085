// Elements that several views use.

import { button, make } from "../ui/dom.js";

/** A section with a heading and, under it, a sentence. */
export function section(title, words, ...children) {
  const heading = make("h3", {}, title);
  const intro = words ? [make("p", { className: "fine" }, words)] : [];
  return make("section", { className: "part" }, heading, ...intro, ...children);
}

/** A table in a box that scrolls by itself, so that the page does not. */
export function table(caption, head, rows) {
  const cells = (tag, values) => values.map((value) => make(tag, {}, value));
  const body = rows.map((row) => {
    const [first, ...rest] = row;
    return make("tr", {}, make("th", { scope: "row" }, first), ...cells("td", rest));
  });
  const heads = head.map((value) => make("th", { scope: "col" }, value));
  const thead = make("thead", {}, make("tr", {}, ...heads));
  const title = make("caption", { className: "unseen" }, caption);
  const element = make("table", {}, title, thead, make("tbody", {}, ...body));
  const box = { className: "scrolls", tabIndex: 0, role: "region", "aria-label": caption };
  return make("div", box, element);
}

export const code = (text) => make("code", {}, text);

/** A button with one of the page's pictures. */
export function iconButton(icon, label, onclick, more = "") {
  const element = button(label, onclick, more);
  element.className = `button ${more}`;
  element.replaceChildren(picture(icon), make("span", {}, label));
  return element;
}

function picture(icon) {
  const holder = document.createElement("template");
  holder.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true"><use href="#i-${icon}"/></svg>`;
  return /** @type {SVGElement} */ (holder.content.firstElementChild);
}

/** uPlot's class, or null if it can't be loaded. Without it there are no charts; the rest works. */
export async function loadPlot() {
  try {
    return (await import("../vendor/uplot/uPlot.esm.js")).default;
  } catch {
    return null;
  }
}

/** A chart's place, with its title. */
export const chartPlace = (title) =>
  make("figure", { className: "chart" }, make("figcaption", {}, make("h3", {}, title)));
