// The view "Race": the five as written, the five as meant, and the reader's own network, all on the same
// rows, in one chart and one table.

import { make } from "../dom.js";
import { percent, whole } from "../format.js";
import { Notice } from "../notice.js";
import { ACCURACY } from "../quantities.js";
import { Controls } from "./controls.js";
import { Curves } from "./curves.js";
import { chartPlace, loadPlot, loadStyles } from "./dom.js";
import { RaceTable } from "./racetable.js";
import { recipesOf } from "./recipes.js";
import { Runner } from "./runner.js";

/** Where the race starts: few rows, so that it takes minutes; all steps. */
const QUANTITIES = { rows: 5_000, atMost: 1_000, seed: 0 };
const HELD_OUT = 1_000;

/** @param {HTMLElement} panel @param {import("../app.js").App} page */
export async function open(panel, page) {
  const [uPlot] = await Promise.all([loadPlot(), loadStyles()]);
  return new RaceView(panel, page, uPlot);
}

class RaceView {
  #plan = "";
  /** What the runs under way were begun with. @type {Record<string, number> | null} */
  #quantities = null;

  constructor(panel, page, uPlot) {
    Object.assign(this, { panel, page, uPlot });
    this.recipes = recipesOf(page.python);
    this.runner = new Runner(this.recipes, page.train.images, this);
    const does = {
      run: () => this.#toggle(),
      step: () => this.#ready() && this.runner.step(),
      finish: () => this.runner.finish(),
      reset: () => this.#reset(),
      change: () => this.#reconsider(),
    };
    this.controls = new Controls("the race", does, QUANTITIES);
    this.notice = new Notice(make("div", { className: "notice", role: "alert", hidden: true }));
    this.place = make(
      "div",
      { className: "race" },
      make("p", { className: "fine" }, "Waiting for Python"),
    );
    panel.append(this.place);
  }

  /** Whether the pen is down. */
  get drawing() {
    return this.page.pad.drawing;
  }

  async up() {
    try {
      if (!this.entrants) this.#layOut(await this.recipes.call("entrants"));
      await this.#reset();
    } catch (error) {
      this.failed(error);
    }
  }

  async down() {
    this.recipes.forget();
    await this.runner.reset("off");
    if (this.entrants) this.#clear();
  }

  // What the runner tells:

  changed() {
    const { phase, progress } = this.runner;
    this.controls.show(this.runner, this.#plan);
    this.controls.postpone(this.#quantities);
    const words = { running: percent(progress, 0), paused: "paused", finished: "finished" };
    this.page.tabs?.tell("race", words[phase] ?? "");
  }

  began(lane) {
    this.curves.begin(lane.name);
    this.table.show(lane);
  }

  learned(lane, { validation }) {
    this.curves.append(lane.name, validation.step, validation.accuracy);
    this.table.show(lane);
    this.controls.learned(this.runner);
    this.changed();
  }

  judged(lane) {
    this.table.show(lane);
  }

  failed(error) {
    if (error.name === "PythonGone" || this.controls.complain(error)) return;
    this.notice.show(error.message, undefined, error.traceback);
  }

  // What the visitor does:

  #toggle() {
    if (this.runner.busy) return this.runner.pause();
    if (this.#ready()) return this.runner.run();
  }

  /** Makes the runs, if there are none. */
  #ready() {
    this.notice.hide();
    if (this.#quantities) return true;
    this.#quantities = this.controls.values;
    const settings = this.page.train.settings.read();
    const { rows, atMost, seed } = this.#quantities;
    for (const { number, label, switches } of this.entrants) {
      const spec = { number, switches, rows, heldOut: HELD_OUT, atMost, seed };
      this.runner.set(label, number === "own" ? { ...spec, settings } : spec);
    }
    return true;
  }

  async #reset() {
    await this.runner.reset();
    this.#clear();
    await this.#reconsider();
  }

  #clear() {
    this.#quantities = null;
    this.notice.hide();
    this.curves.forget();
    this.table.reset();
    this.changed();
  }

  /** Checks what the fields say. */
  async #reconsider() {
    if (this.runner.phase === "off") return;
    const { number, switches } = this.entrants[0];
    const spec = { number, switches, heldOut: HELD_OUT, ...this.controls.values };
    try {
      const { rows, missing } = await this.recipes.call("plan", spec);
      this.controls.complain(null);
      const fetch = this.page.train.images.stillToFetch(missing);
      this.#plan = `Ready: ${this.entrants.length} runs on the same ${whole(rows)} rows${fetch}`;
    } catch (error) {
      this.failed(error);
    }
    this.changed();
  }

  #layOut({ entrants, published }) {
    this.entrants = entrants;
    this.table = new RaceTable(entrants, published);
    const figure = chartPlace("Accuracy on rows held out");
    this.curves = new Curves(figure, ACCURACY, entrants.map(lineOf));
    this.place.replaceChildren(
      head(),
      this.controls.element,
      this.notice.element,
      figure,
      this.table.element,
      make("p", { className: "fine" }, NOTE),
    );
    if (this.uPlot) this.curves.open(this.uPlot);
  }
}

const NOTE =
  "All learn from the same rows; validation: 1,000 others; test: MNIST’s own 10,000. The seconds are those of training and of looking at validation meanwhile. The figure published for Keras is of other rows: 33,600, after ten epochs on 8,400.";

/** As written in dashes, as meant in one stroke, each notebook in a colour of its own. */
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
      "The five notebooks as written, the same as meant, and your own network with the settings of the view Train: on the same rows, judged by the same test.",
    ),
  );
