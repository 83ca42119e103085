// The few controls that several screens have.

import { make } from "../ui/dom.js";

let groups = 0;

/**
 * One of the ten digits, to be chosen.
 * @param {string} label
 * @param {(digit: number) => void} onChoose
 */
export function digits(label, onChoose) {
  const group = `digits-${++groups}`;
  const radios = Array.from({ length: 10 }, (_, digit) =>
    make("input", { type: "radio", name: group, value: digit, onchange: () => onChoose(digit) }),
  );
  const labels = radios.map((radio) => make("label", {}, radio, make("span", {}, radio.value)));
  const segments = { className: "segments", role: "radiogroup", "aria-label": label };
  const words = make("span", { "aria-hidden": "true" }, label);
  return {
    element: make("div", { className: "choosing" }, words, make("div", segments, ...labels)),
    /** @param {number} digit */
    show: (digit) => {
      radios[digit].checked = true;
    },
  };
}

/**
 * A labelled list to choose from.
 * @param {string} label
 * @param {[string, string][]} options values and their words
 * @param {() => void} onchange
 */
export function choice(label, options, onchange) {
  const items = options.map(([value, text]) => make("option", { value }, text));
  const select = make("select", { onchange }, ...items);
  return {
    element: make("label", { className: "field" }, make("span", {}, label), select),
    get value() {
      return select.value;
    },
    set value(value) {
      select.value = value;
    },
  };
}

const cell = (content) =>
  content instanceof HTMLTableCellElement ? content : make("td", {}, content);

/**
 * A table of numbers.
 * @param {string} caption
 * @param {string[]} heads
 * @param {(string | Node)[][]} rows the first cell of each is its head
 */
export function table(caption, heads, rows) {
  const head = heads.map((text) => (text ? make("th", { scope: "col" }, text) : make("td")));
  const body = rows.map(([first, ...cells]) =>
    make("tr", {}, make("th", { scope: "row" }, first), ...cells.map(cell)),
  );
  return make(
    "div",
    { className: "sheet", tabIndex: 0, role: "region", "aria-label": caption }, // it scrolls
    make(
      "table",
      {},
      make("caption", { className: "unseen" }, caption),
      make("thead", {}, make("tr", {}, ...head)),
      make("tbody", {}, ...body),
    ),
  );
}
