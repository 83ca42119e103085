// The view "Train a network": settings, the run, its curves, its score.

import { Chart } from "../charts/chart.js";
import { ACCURACY, LOSS } from "../charts/quantities.js";
import { patiently } from "../files/patience.js";
import { PythonError } from "../python/errors.js";
import { RunView } from "../runs/run_view.js";
import { effect } from "../state/observe.js";
import { state } from "../state/page_state.js";
import { byId } from "../ui/dom.js";
import { layersText, whole } from "../ui/format.js";
import { Notice } from "../ui/notice.js";
import { unfold } from "../ui/unfold.js";
import { write } from "../ui/write.js";
import { Experiments } from "./experiments.js";
import { Score } from "./score.js";
import { Settings } from "./settings.js";

/** The name of its run, in Python as well: its network is the visitor's own. */
const RUN = "train";

/** @returns {any} */
const elements = (...ids) => Object.fromEntries(ids.map((id) => [id, byId(id)]));

/** @extends {RunView<Settings, Experiments>} */
export class TrainView extends RunView {
  #opened = false;
  /** What has been unfolded. @type {{down: () => void}[]} */
  #unfolded = [];
  /** The address of the settings that the page starts with. */
  #untouched = "";

  /** @param {import("../app.js").App} page */
  constructor(page) {
    super("train", page, new Experiments(page.python), {
      elements: elements("run", "step", "reset", "progress", "status"),
      settings: new Settings(byId("settings"), byId("help-line"), (name) => this.reconsider(name)),
      notice: new Notice(byId("run-notice")),
      note: byId("address-note"),
    });
    this.score = new Score(byId("score-figure"), byId("score-note"), byId("measure"));
    this.charts = [
      new Chart(byId("loss-chart"), LOSS),
      new Chart(byId("accuracy-chart"), ACCURACY),
    ];
    byId("measure").addEventListener("click", () => this.loop.evaluate());
    this.#openLater("share", "“Share”", () => import("../share/share.js"));
    this.#openLater("augmented", "The pictures", () => import("./augmented/strip.js"));
    this.#openCharts();
    this.watch();
  }

  watch() {
    super.watch();
    effect(() => this.#showScore());
    effect(() => this.#showNotes());
  }

  /** The visitor's own run, if there is one. */
  get run() {
    return this.loop.runs.get(RUN);
  }

  /** Python is up. */
  up({ defaults, choices, address }) {
    if (!this.#opened) this.settings.open(defaults, choices);
    this.#opened = true;
    this.#untouched = address;
    return super.up();
  }

  /** Python is not up. */
  down() {
    this.page.images.forget();
    for (const part of this.#unfolded) part.down();
    super.down();
  }

  get label() {
    const { run, loop } = this;
    if (!loop.ended) return "Train";
    const { epochs } = run.spec;
    return loop.finished ? `Train ${epochs} more epoch${epochs === 1 ? "" : "s"}` : "Test";
  }

  get results() {
    const test = this.run?.figures?.test;
    return test ? { accuracy: test.truth, of: test.images } : null;
  }

  enter() {
    this.loop.set(RUN, this.spec, RUN);
  }

  /** As many epochs more as were asked for at first. */
  continue() {
    const { at, spec } = this.run;
    return this.take({ epochs: at.epoch + Number(spec.epochs) }, "epochs");
  }

  began() {
    state.reader = "mine";
  }

  learned(run, slice) {
    const { step, loss, accuracy, validation } = slice.metrics;
    const [lossChart, accuracyChart] = this.charts;
    lossChart.appendValidation(validation.step, validation.loss);
    lossChart.append(step, loss);
    accuracyChart.appendValidation(validation.step, validation.accuracy);
    accuracyChart.append(step, accuracy);
    super.learned(run, slice);
    this.page.learned(slice);
  }

  diverged(_run, failure) {
    throw new PythonError(failure); // it may be continued from the best weights, with other settings
  }

  clear() {
    for (const chart of this.charts) chart.reset();
    state.reader = "shipped";
    super.clear();
  }

  /** Hands on what may change during training. */
  checked({ wrong }) {
    const { live } = this.settings;
    if (!wrong.some(({ field }) => live.includes(field)))
      return this.loop.change(RUN, this.settings.readLive());
  }

  /** Without settings in the address, writes the present ones into it. */
  applied() {
    if (this.address !== this.#untouched) this.page.address.fill(this.address);
  }

  /** What would begin, in words. */
  describe({ layers, parameters, images, validation }) {
    const size = `Ready: ${layersText(layers)}, ${whole(parameters)} parameters`;
    return `${size}; ${whole(images)} images for training, ${whole(validation)} for validation`;
  }

  #showScore() {
    const { run, loop } = this;
    const mine = state.reader === "mine" && run;
    const test = mine ? run.figures?.test : state.card?.test;
    const known = test ? { accuracy: test.truth ?? test.accuracy, images: test.images } : {};
    const none = { count: 0, of: 0 };
    this.score.show(state.reader, known, mine ? run.evaluated : none, mine && !loop.busy);
  }

  #showNotes() {
    const facts = this.run?.facts;
    write(
      byId("structure-note"),
      facts ? "changes apply after Reset" : "set when a training starts",
    );
    write(
      byId("validation-images"),
      facts ? `${whole(facts.validation)} other images` : "other images",
    );
    byId("reset").classList.toggle("wanted", this.settings.postponed);
  }

  /** A part that is loaded when it is unfolded. @param {string} id @param {string} name @param {() => Promise<any>} load */
  #openLater(id, name, load) {
    const open = async () => {
      const module = await load();
      this.#unfolded.push(await module.open(byId(id), this));
    };
    unfold(byId(id), open, () =>
      this.notice.show(`${name} could not be loaded. Open it again to try again.`),
    );
  }

  async #openCharts() {
    const note = byId("chart-state");
    try {
      const late = () =>
        write(note, "Still waiting for the charts (uPlot.esm.js); training works without them.");
      const { default: uPlot } = await patiently(import("../vendor/uplot/uPlot.esm.js"), late);
      write(note, "");
      for (const chart of this.charts) chart.open(uPlot);
    } catch {
      write(note, "The charts could not be loaded; training works without them.");
    }
  }
}
