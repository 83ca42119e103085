// A row of steps to walk along: by its buttons, by Back and Next, or by the arrow keys.

import { make } from "../ui/dom.js";

export class Steps {
  at = 0;
  #names = "";
  #buttons = [];

  /** @param {string} label @param {() => void} onStep */
  constructor(label, onStep) {
    this.onStep = onStep;
    this.row = make("div", { className: "chain", role: "group", "aria-label": label });
    this.back = button("Back", () => this.go(this.at - 1));
    this.next = button("Next", () => this.go(this.at + 1));
    this.count = make("span", { className: "fine", role: "status", "aria-label": "Step" });
    this.bar = make("div", { className: "buttons" }, this.back, this.next, this.count);
    this.element = make("div", { className: "steps" }, this.row, this.bar);
  }

  /** Lets the arrow keys walk, wherever in this element the focus is. @param {HTMLElement} screen */
  listen(screen) {
    screen.addEventListener("keydown", (event) => {
      const move = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      const target = /** @type {Element} */ (event.target);
      const taken = target.closest("input, select, [role=slider]");
      if (!move || taken || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      this.go(this.at + move);
      if (this.row.contains(target)) this.#buttons[this.at].focus();
    });
  }

  /** @param {{name: string, shape: number[]}[]} steps */
  show(steps) {
    const names = steps.map(({ name, shape }) => `${name} ${shape}`).join();
    if (names !== this.#names) this.#fill(steps);
    this.#names = names;
    this.at = Math.min(this.at, steps.length - 1);
    this.#mark();
  }

  /** @param {number} at a step, or one too many */
  go(at) {
    const place = Math.max(0, Math.min(this.#buttons.length - 1, at));
    if (place === this.at) return;
    this.at = place;
    this.#mark();
    this.onStep();
  }

  #fill(steps) {
    this.#buttons = steps.map(({ name, shape }, i) => {
      const size = make("small", {}, shape.join("×") || "1");
      return make("button", { type: "button", onclick: () => this.go(i) }, name, size);
    });
    this.row.replaceChildren(...this.#buttons);
  }

  #mark() {
    for (const [i, each] of this.#buttons.entries()) {
      each.tabIndex = i === this.at ? 0 : -1;
      if (i === this.at) each.setAttribute("aria-current", "step");
      else each.removeAttribute("aria-current");
    }
    const { length } = this.#buttons;
    // Not disabled: the focus would be lost, and with it the arrow keys.
    this.back.setAttribute("aria-disabled", this.at === 0);
    this.next.setAttribute("aria-disabled", this.at === length - 1);
    this.count.textContent = `step ${this.at + 1} of ${length}: ${this.#buttons[this.at].firstChild.textContent}`;
  }
}

const button = (label, onclick) =>
  make("button", { type: "button", className: "button plain", onclick }, label);
