// The view "Race": the five as written, the five as meant, and the reader's own network, all on the same
// rows, in one chart and one table.

import { ACCURACY } from "../charts/quantities.js";
import { Curves } from "../runs/curves.js";
import { chartPlace, loadPlot } from "../runs/dom.js";
import { notebookRunsOf } from "../runs/notebook_runs.js";
import { makeParts } from "../runs/parts.js";
import { RunView } from "../runs/run_view.js";
import { effect } from "../state/observe.js";
import { loadStyle, make } from "../ui/dom.js";
import { whole } from "../ui/format.js";
import { RaceTable } from "./table.js";

/** Where the race starts: few rows, so that it takes minutes; all steps. */
const QUANTITIES = { rows: 5_000, atMost: 1_000, seed: 0 };
const HELD_OUT = 1_000;
/** What race.py calls the network of the view Train. */
const OWN = "own";

/** @param {HTMLElement} panel @param {import("../app.js").App} page */
export async function open(panel, page) {
  const styles = ["./runs/runs.css", "./race/view.css"].map(loadStyle);
  const [uPlot] = await Promise.all([loadPlot(), ...styles]);
  return new RaceView(panel, page, uPlot);
}

/** @extends {RunView<import("../ui/form.js").Form, import("../runs/notebook_runs.js").NotebookRuns>} */
class RaceView extends RunView {
  constructor(panel, page, uPlot) {
    const parts = makeParts("the race", QUANTITIES, (field) => this.reconsider(field));
    super("race", page, notebookRunsOf(page.python), parts);
    this.bar = parts.bar;
    this.uPlot = uPlot;
    this.place = make(
      "div",
      { className: "race" },
      make("p", { className: "fine" }, "Waiting for Python"),
    );
    panel.append(this.place);
    this.watch();
  }

  watch() {
    super.watch();
    effect(() => {
      for (const run of this.loop.runs.values()) if (run.facts) this.table.show(run);
    });
  }

  /** @param {string} _rest of the address @param {string} settings that stand there */
  shown(_rest, settings) {
    this.follow(settings); // without any, those of the view Train may have changed
  }

  async up() {
    try {
      if (!this.entrants) this.#layOut(await this.source.call("entrants"));
      await super.up();
    } catch (error) {
      this.failed(error);
    }
  }

  down() {
    this.source.forget();
    super.down();
  }

  /** What the buttons act on. */
  get player() {
    return this;
  }

  began({ name }) {
    this.curves.begin(name);
  }

  learned(run, slice) {
    const { step, accuracy } = slice.metrics.validation;
    this.curves.append(run.name, step, accuracy);
    super.learned(run, slice);
  }

  enter() {
    const { rows, atMost, seed } = this.settings.read();
    for (const { number, label, switches } of this.entrants) {
      const spec = { number, switches, rows, heldOut: HELD_OUT, atMost, seed };
      this.loop.set(label, number === OWN ? { ...spec, own: this.#own } : spec);
    }
  }

  async take({ own, ...quantities }, from) {
    await this.page.train.take(own);
    await super.take(quantities, from);
  }

  clear() {
    this.curves?.forget();
    this.table?.reset();
    super.clear();
  }

  get #own() {
    return this.page.train.settings.read();
  }

  get spec() {
    return { number: OWN, heldOut: HELD_OUT, own: this.#own, ...this.settings.read() };
  }

  describe({ rows }) {
    return `Ready: ${this.entrants.length} runs on the same ${whole(rows)} rows`;
  }

  #layOut({ entrants, published }) {
    this.entrants = entrants;
    this.table = new RaceTable(entrants, published);
    const figure = chartPlace("Accuracy on held-out rows");
    this.curves = new Curves(figure, ACCURACY, entrants.map(lineOf));
    this.place.replaceChildren(
      head(),
      this.bar,
      this.notice.element,
      this.note,
      figure,
      this.table.element,
      make("p", { className: "fine" }, NOTE),
    );
    if (this.uPlot) this.curves.open(this.uPlot);
  }
}

const NOTE =
  "All runs train on the same rows. The validation set is 1,000 other rows, and the test set is MNIST’s 10,000 images. The seconds are the time for training and validation. The published figure for Keras is from other rows: trained on 8,400 for ten epochs, measured on 33,600.";

/** Dashed lines as written, solid lines as meant; each notebook has its own colour. */
const lineOf = ({ number, label, switches }) => ({
  name: label,
  colour: switches.includes("like-keras") ? "--race-keras" : `--race-${number}`,
  width: 2,
  quiet: true,
  ...(label.endsWith("as written") ? { dash: [5, 4] } : {}),
});

const head = () =>
  make(
    "header",
    { className: "view-head" },
    make("h2", {}, "Race"),
    make(
      "p",
      {},
      "The five notebooks, as written and as meant, and your own network with the settings of the view Train. All train on the same rows, and all are measured on the same test set.",
    ),
  );
