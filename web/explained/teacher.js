// Asks Python for what the screens show. The Python side lies beside this file; with it come a few of
// MNIST's digits.

import { PythonPackage } from "../python/python_package.js";
import { state } from "../state/page_state.js";
import { make } from "../ui/dom.js";
import { layersText } from "../ui/format.js";
import { formula } from "../ui/formulas.js";

const WHO = {
  mine: "your network",
  small: "the small pre-trained network",
  shipped: "the strong pre-trained network",
};

export class Teacher {
  /** What is explained: the network, the drawing, and the digit of MNIST's that stands in for it. */
  seen = { which: "shipped", ink: /** @type {Uint8Array} */ (new Uint8Array()), sample: 0 };
  /** The lines of code that are quoted. @type {Map<HTMLElement, () => void>} */
  #quotes = new Map();

  /** @param {import("../app.js").App} page */
  constructor(page) {
    this.page = page;
    this.side = new PythonPackage(page.python, "explained", () => page.images.bringSamples());
  }

  /** Python was restarted or has stopped. */
  forget() {
    this.side.forget();
  }

  /** Takes note of what is drawn and of which network reads. */
  look() {
    this.seen = { ...this.seen, which: state.reader, ink: this.page.reader.seen };
    if (this.page.codeSession) this.#quoteAnew(); // the visitor may have edited what is quoted
  }

  /** Another digit of MNIST's stands in for the drawing. */
  nextSample() {
    this.seen = { ...this.seen, sample: this.seen.sample + 1 };
  }

  /** Calls a function of explained/__init__.py. @param {string} name @returns {Promise<any>} */
  call(name, ...args) {
    return this.side.call(name, ...args);
  }

  /**
   * "the small pre-trained network, 784–160–64–10"
   * @param {{who: string, layers: (number | string)[]}} network "mine", "small", or "shipped": the strong one
   */
  network({ who, layers }) {
    return `${WHO[who]}, ${layersText(layers)}`;
  }

  /** A formula with the line of pycore that computes it. @param {string} name @returns {HTMLElement} */
  law(name) {
    const line = make("code", {}, "…");
    const file = make("span", { className: "fine" });
    const quote = () => this.#quote(name, line, file);
    const label = "Formula and its line of code";
    const scrolls = { className: "law", tabIndex: 0, role: "group", "aria-label": label };
    const law = make("div", scrolls, formula(name), make("p", {}, file, line));
    this.#quotes.set(law, quote);
    quote();
    return law;
  }

  #quoteAnew() {
    for (const [law, quote] of this.#quotes) {
      if (law.isConnected) quote();
      else this.#quotes.delete(law);
    }
  }

  async #quote(name, line, file) {
    try {
      const found = await this.call("code", name);
      line.textContent = found.text;
      file.textContent = found.edited ? "edited by you" : `${found.file}, line ${found.line}`;
    } catch {
      line.textContent = "";
    }
  }
}
