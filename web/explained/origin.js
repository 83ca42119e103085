// How one number was computed: a line of arithmetic, and the terms of a weighted sum.

import { make } from "../ui/dom.js";
import { columnsOf } from "./array_view.js";
import { HeatMap } from "./heatmap.js";
import { number } from "./numbers.js";

/** How many terms of a sum are written out. */
const TERMS = 3;

export class Origin {
  constructor() {
    this.line = make("p", { className: "arithmetic" });
    this.pictures = make("div", { className: "pictures" });
    this.terms = make("p", { className: "fine" });
    this.element = make(
      "section",
      { className: "origin", "aria-label": "Where it comes from", "aria-live": "polite" },
      this.line,
      this.pictures,
      this.terms,
    );
    this.maps = new Map();
  }

  /**
   * @param {string} what the number's name
   * @param {string} how its arithmetic
   * @param {any} found what Python tells of it
   * @param {Record<string, string>} [names] of the pictures: inputs, weights, terms
   */
  show(what, how, found, names) {
    this.line.replaceChildren(make("b", {}, what), ` = ${how}`);
    this.pictures.replaceChildren();
    this.terms.textContent = "";
    if (!names) return;
    for (const [key, name] of Object.entries(names)) {
      if (found[key]) this.pictures.append(this.#picture(key, name, found[key]));
    }
    if (found.terms) this.terms.textContent = largest(found);
  }

  #picture(key, name, values) {
    if (!this.maps.has(key)) this.maps.set(key, new HeatMap(name));
    const map = this.maps.get(key);
    map.label = `${name}, ${values.length} numbers`;
    map.show(values, columnsOf([], values.length));
    return make("figure", {}, map.element, make("figcaption", {}, name));
  }
}

/** The terms that decide: "largest: 0.99 × 0.41 (no. 405)". */
function largest({ inputs, weights, terms }) {
  const order = [...terms.keys()].sort((a, b) => Math.abs(terms[b]) - Math.abs(terms[a]));
  const text = order
    .slice(0, TERMS)
    .map((i) => `${number(inputs[i])} × ${number(weights[i])} = ${number(terms[i])} (number ${i})`);
  return `Largest of ${terms.length} products: ${text.join("; ")}`;
}
