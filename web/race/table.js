// The table of the race: a row for each run, filled in during the race.

import { rightOf } from "../runs/figures.js";
import { make } from "../ui/dom.js";
import { percent, whole } from "../ui/format.js";
import { write } from "../ui/write.js";

const COLUMNS = ["Run", "Steps", "Training", "Validation", "Test", "Seconds", "Parameters"];

export class RaceTable {
  /** The cells by the run's name, in the order of COLUMNS. @type {Map<string, HTMLElement[]>} */
  #cells = new Map();

  /** @param {any[]} entrants @param {{label: string, heldOut: number}} published */
  constructor(entrants, published) {
    const rows = [...entrants.map((each) => this.#row(each)), publishedRow(published)];
    const heads = COLUMNS.map((name) => make("th", { scope: "col" }, name));
    const caption = make("caption", { className: "unseen" }, "Results of the race");
    const head = make("thead", {}, make("tr", {}, ...heads));
    const table = make("table", {}, caption, head, make("tbody", {}, ...rows));
    const box = { className: "scrolls", tabIndex: 0, role: "region" };
    this.element = make("div", { ...box, "aria-label": "Results of the race" }, table);
    this.reset();
  }

  reset() {
    for (const [, ...cells] of this.#cells.values()) for (const cell of cells) write(cell, "–");
  }

  /** @param {import("../runs/run.js").Run} run */
  show({ name, at, facts, figures, failure }) {
    const [, steps, training, validation, test, seconds, parameters] = this.#cells.get(name) ?? [];
    write(steps, `${whole(at.step)} of ${whole(facts.steps)}${failure ? ", then stopped" : ""}`);
    write(seconds, at.spent.toFixed(1));
    write(parameters, whole(facts.parameters));
    write(training, truth(figures?.train));
    write(validation, truth(figures?.held_out));
    write(test, truth(figures?.test));
  }

  #row({ number, label, switches }) {
    const written = label.endsWith("as written") ? "dashed" : "";
    const who = switches.includes("like-keras") ? "keras" : number;
    const swatch = make("span", {
      className: `swatch of-${who} ${written}`,
      "aria-hidden": "true",
    });
    const cells = COLUMNS.slice(1).map(() => make("td"));
    const name = make("th", { scope: "row" }, swatch, label);
    this.#cells.set(label, [name, ...cells]);
    return make("tr", {}, name, ...cells);
  }
}

const truth = (score) => (score ? rightOf(score) : "–");

const publishedRow = ({ label, heldOut }) =>
  make(
    "tr",
    {},
    make("th", { scope: "row" }, label),
    ...["", "", percent(heldOut, 2), "", "", ""].map((text) => make("td", {}, text)),
  );
