// The view "Race": the five as written, the five as meant, and the reader's own network, all on the same
// rows, in one chart and one table.

import { ACCURACY } from "../charts/quantities.js";
import { Curves } from "../runs/curves.js";
import { chartPlace, loadPlot } from "../runs/dom.js";
import { Runs } from "../runs/runs.js";
import { announce } from "../ui/announce.js";
import { loadStyle, make } from "../ui/dom.js";
import { percent, whole } from "../ui/format.js";
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

class RaceView extends Runs {
  constructor(panel, page, uPlot) {
    super("the race", QUANTITIES, page);
    this.uPlot = uPlot;
    this.place = make(
      "div",
      { className: "race" },
      make("p", { className: "fine" }, "Waiting for Python"),
    );
    panel.append(this.place);
  }

  /** @param {string} _rest of the address @param {string} settings that stand there */
  shown(_rest, settings) {
    this.follow(settings);
    if (this.entrants && !settings) this.reconsider(); // the settings of the view Train may be others
  }

  async up() {
    try {
      if (!this.entrants) this.#layOut(await this.recipes.call("entrants"));
      await super.up();
    } catch (error) {
      this.failed(error);
    }
  }

  async down() {
    this.recipes.forget();
    await super.down();
  }

  /** What the buttons act on. */
  get player() {
    return this;
  }

  // What the runner tells:

  changed() {
    super.changed();
    const { phase, progress } = this.runner;
    const words = { running: percent(progress, 0), paused: "paused", finished: "finished" };
    this.page.tabs?.tell("race", words[phase] ?? "");
    announce("progress", { view: "race", phase, progress, results: this.runner.results });
  }

  began(lane) {
    this.curves.begin(lane.name);
    this.table.show(lane);
  }

  learned(lane, { metrics: { validation } }) {
    this.curves.append(lane.name, validation.step, validation.accuracy);
    this.table.show(lane);
    super.learned();
  }

  judged(lane) {
    this.table.show(lane);
  }

  // What the visitor does:

  enter() {
    const { rows, atMost, seed } = this.quantities;
    for (const { number, label, switches } of this.entrants) {
      const spec = { number, switches, rows, heldOut: HELD_OUT, atMost, seed };
      this.runner.set(label, number === OWN ? { ...spec, settings: this.#own } : spec);
    }
  }

  take({ settings, ...quantities }) {
    super.take(quantities);
    this.page.train.take(settings);
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
    return { number: OWN, heldOut: HELD_OUT, settings: this.#own, ...this.controls.values };
  }

  words({ rows }) {
    return `Ready: ${this.entrants.length} runs on the same ${whole(rows)} rows`;
  }

  #layOut({ entrants, published }) {
    this.entrants = entrants;
    this.table = new RaceTable(entrants, published);
    const figure = chartPlace("Accuracy on held-out rows");
    this.curves = new Curves(figure, ACCURACY, entrants.map(lineOf));
    this.place.replaceChildren(
      head(),
      this.controls.element,
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
