// The defects of a notebook: each with its line, what it does to the numbers, and a switch.

import { code, section } from "../runs/dom.js";
import { button, make } from "../ui/dom.js";

const WORDS =
  "Switch each defect on or off by itself. A third run, “as switched”, shows the effect at once.";

export class Defects {
  /** @type {Map<string, HTMLInputElement>} */
  #inputs = new Map();

  /** @param {any} chapter @param {(on: string[]) => void} onTurn told which switches are on */
  constructor(chapter, onTurn) {
    this.chapter = chapter;
    this.onTurn = onTurn;
    const parts = chapter.switches.filter((each) => each.as_written);
    const tries = chapter.switches.filter((each) => !each.as_written);
    this.standing = make("p", { className: "standing" });
    const top = [this.#presets(), this.standing, this.#list(parts)];
    this.element = section("Its defects", WORDS, ...top);
    if (tries.length) this.element.append(make("h4", {}, "More to try"), this.#list(tries));
    if (chapter.remarks.length)
      this.element.append(
        make("h4", {}, "Flaws that do not change the results"),
        remarks(chapter.remarks),
      );
    this.on = chapter.asWritten;
  }

  /** The names of those that are on. @returns {string[]} */
  get on() {
    return [...this.#inputs].filter(([, input]) => input.checked).map(([name]) => name);
  }

  set on(names) {
    for (const [name, input] of this.#inputs) input.checked = names.includes(name);
  }

  /** How the runs stand, in sight of the switches. @param {string[][]} figures name and value of each */
  stand(figures) {
    const items = figures.map(([name, value]) =>
      make("span", { className: name.replaceAll(" ", "-") }, `${name} `, make("b", {}, value)),
    );
    this.standing.className = items.length ? "standing legend" : "standing";
    this.standing.replaceChildren(...(items.length ? ["accuracy: ", ...items] : []));
  }

  #presets() {
    const turn = (names) => () => {
      this.on = names;
      this.onTurn(names);
    };
    const all = button("All as written", turn(this.chapter.asWritten));
    const none = button("All as meant", turn([]));
    return make("div", { className: "buttons" }, all, none);
  }

  #list(switches) {
    return make("ul", { className: "defects" }, ...switches.map((each) => this.#item(each)));
  }

  #item({ name, title, line, effect }) {
    const input = make("input", {
      type: "checkbox",
      role: "switch",
      id: `defect-${this.chapter.number}-${name}`,
    });
    input.addEventListener("change", () => this.onTurn(this.on));
    this.#inputs.set(name, input);
    const label = make(
      "label",
      { htmlFor: input.id },
      input,
      make("span", {}, title),
      " ",
      code(name),
    );
    return make("li", {}, label, ...lineOf(line), make("p", {}, effect));
  }
}

function remarks(all) {
  const items = all.map(({ title, line, effect }) =>
    make(
      "li",
      {},
      make("p", { className: "title" }, title),
      ...lineOf(line),
      make("p", {}, effect),
    ),
  );
  return make("ul", { className: "defects" }, ...items);
}

const lineOf = (line) =>
  line ? [make("pre", { className: "source", tabIndex: 0 }, code(line))] : [];
