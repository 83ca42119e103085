// The view "Train a network": settings, the run, its curves, its score.

import { describeCorrections } from "../address/address.js";
import { Chart } from "../charts/chart.js";
import { ACCURACY, LOSS } from "../charts/quantities.js";
import { patiently } from "../files/patience.js";
import { announce } from "../ui/announce.js";
import { byId } from "../ui/dom.js";
import { layersText, whole } from "../ui/format.js";
import { Notice } from "../ui/notice.js";
import { unfold } from "../ui/unfold.js";
import { write } from "../ui/write.js";
import { RunBar } from "./run_bar.js";
import { Score } from "./score.js";
import { Settings } from "./settings.js";
import { Trainer } from "./trainer.js";

/** @returns {any} */
const elements = (...ids) => Object.fromEntries(ids.map((id) => [id, byId(id)]));

export class TrainView {
  /** Which network the score is shown of. @type {"mine" | "shipped"} */
  #which = "shipped";
  /** What the settings ask for, when last Python was asked. @type {any} */
  #plan = { wrong: [], missing: [], layers: [], parameters: 0 };
  /** The settings in the address, until they are applied. */
  #asked = "";
  /** The address of the last valid settings. */
  #address = "";
  /** Resolves when the address is applied. */
  #settled = null;
  /** How often Python has taken note of the settings. */
  checked = 0;
  /** The address of the settings that the page starts with. */
  #untouched = "";

  /**
   * @param {import("../python/python.js").Python} python
   * @param {import("../python/images.js").MnistImages} images
   * @param {{address: import("../address/address.js").Address, drawing: () => boolean, ink: () => Uint8Array, reading: () => Promise<void> | undefined, learned: (slice: object) => void, started: (settings: object | null) => void, broke: (error: Error) => void, changed: () => void, remedy: (error: Error) => {label: string, act: () => void} | undefined, edited: () => boolean}} page
   */
  constructor(python, images, page) {
    this.python = python;
    this.images = images;
    this.page = page;
    this.notice = new Notice(byId("run-notice"));
    this.bar = new RunBar(elements("run", "step", "reset", "progress", "status"));
    this.score = new Score(byId("score-figure"), byId("score-note"), byId("measure"));
    this.charts = [
      new Chart(byId("loss-chart"), LOSS),
      new Chart(byId("accuracy-chart"), ACCURACY),
    ];
    this.settings = new Settings(byId("settings"), byId("help-line"), (name) =>
      this.#reconsider(name),
    );
    this.trainer = new Trainer(python, images, () => this.settings.read(), this);
    byId("run").addEventListener("click", (event) => this.#press(event));
    byId("step").addEventListener("click", () => this.trainer.step());
    byId("reset").addEventListener("click", () => this.trainer.reset());
    byId("measure").addEventListener("click", () => this.trainer.measure(this.#which));
    const load = async () => {
      const { open } = await import("../share/share.js");
      this.share = await open(byId("share"), this);
    };
    unfold(byId("share"), load, () =>
      this.notice.show("“Share” could not be loaded. Open it again to try again."),
    );
    const look = async () => {
      const { open } = await import("./augmented/strip.js");
      this.strip = await open(byId("augmented"), this);
    };
    unfold(byId("augmented"), look, () =>
      this.notice.show("The pictures could not be loaded. Open them again to try again."),
    );
    this.#openCharts();
  }

  /** Whether the pen is down, so that its answer must not wait long. */
  get drawing() {
    return this.page.drawing();
  }

  /** The reading under way, if there is one. */
  get reading() {
    return this.page.reading();
  }

  /** Python is up. */
  open({ defaults, choices, card, address }) {
    if (!this.opened) this.settings.open(defaults, choices);
    this.opened = true;
    this.score.card = card;
    this.#untouched = address;
    this.trainer.forget("idle");
    return this.#obeying();
  }

  /** Python is not up. */
  close() {
    this.images.forget();
    this.share?.down();
    this.strip?.down();
    this.trainer.forget("off");
  }

  /** The address has changed. @param {string} asked what it asks for, empty if for nothing */
  follow(asked) {
    this.#asked = asked;
    if (this.opened && this.python.up) this.#obeying();
  }

  /**
   * Sets what is given, as if it had been filled in.
   * @param {Record<string, unknown>} settings
   * @param {string} [from] whence: then the address tells it, too
   */
  async take(settings, from) {
    this.settings.fill(settings);
    await this.#reconsider(from);
  }

  /** Another shipped network reads from now on. @param {import("../networks/pretrained.js").Card} card */
  set card(card) {
    this.score.card = card;
    this.changed();
  }

  set which(which) {
    this.#which = which;
    this.changed();
  }

  // What scripts and addresses may ask for:

  /** @param {{more?: boolean}} [how] `more`: whether it is to train more where all is done */
  async play({ more = true } = {}) {
    await this.#settled;
    const { trainer } = this;
    if (trainer.busy || !this.python.up) return;
    if (trainer.finished && this.settings.postponed) await trainer.reset(); // another is asked for
    if (more || !trainer.finished) await this.#train();
  }

  pause() {
    return this.trainer.pause();
  }

  async reset() {
    if (this.trainer.run) await this.trainer.reset();
  }

  /** The settings as an address. */
  get address() {
    return this.#address;
  }

  // What the trainer tells:

  changed() {
    const { trainer, score } = this;
    this.bar.show(trainer, this.#planned(this.#plan));
    score.show(this.#which, !trainer.busy && trainer.phase !== "off");
    write(
      byId("structure-note"),
      trainer.run ? "changes apply after Reset" : "set when a training starts",
    );
    byId("reset").classList.toggle("wanted", this.settings.postponed);
    this.share?.changed();
    this.strip?.changed();
    this.page.changed();
  }

  started(settings) {
    this.notice.hide();
    this.score.forgetMine();
    for (const chart of this.charts) chart.reset();
    this.settings.running = settings;
    const { run } = this.trainer;
    write(
      byId("validation-images"),
      run ? `${whole(run.validation)} other images` : "other images",
    );
    this.page.started(settings);
  }

  learned(slice) {
    const { step, loss, accuracy, validation } = slice.metrics;
    const [lossChart, accuracyChart] = this.charts;
    lossChart.appendValidation(validation.step, validation.loss);
    lossChart.append(step, loss);
    accuracyChart.appendValidation(validation.step, validation.accuracy);
    accuracyChart.append(step, accuracy);
    this.score.forgetMine();
    this.bar.learned(slice);
    this.notice.hide();
    this.changed();
    this.page.learned(slice);
  }

  scored(score) {
    this.score.measured = score;
    this.changed();
  }

  failed(error) {
    if (error.name === "PythonGone") return;
    announce("failure", error);
    if (this.settings.complain(error)) return;
    if (error.name === "MemoryError") this.page.broke(error);
    else
      this.notice.show(
        error.message,
        this.page.remedy(error),
        error.name === "DivergedError" ? "" : error.traceback,
      );
  }

  // The address:

  #obeying() {
    this.#settled = this.#obey();
    return this.#settled;
  }

  /** Applies the address. Without settings in it, writes the present ones into it. */
  async #obey() {
    if (this.#asked) await this.#heed();
    else await this.#reconsider();
    if (this.#address !== this.#untouched) this.page.address.fill(this.#address);
  }

  /** Applies the settings in the address, and says which were corrected. */
  async #heed() {
    try {
      const { settings, remarks } = await this.python.call("read_address", this.#asked);
      this.#asked = "";
      await this.take(settings);
      write(byId("address-note"), describeCorrections(remarks));
    } catch (error) {
      this.failed(error);
    }
  }

  // What the visitor does:

  #press(event) {
    if (event.detail > 1) return; // the second click of a double click means no more than the first
    this.notice.hide();
    this.#train();
  }

  /** Trains or pauses. A finished run continues for more epochs. */
  async #train() {
    const { trainer } = this;
    if (!trainer.busy && trainer.finished) await this.take({ epochs: trainer.prolonged }, "epochs");
    trainer.toggle();
  }

  /**
   * Checks the settings, writes their address, and hands on those that may change while it trains.
   * @param {string} [changed] the field that the visitor changed
   */
  async #reconsider(changed) {
    if (!this.python.up) return;
    try {
      const checked = await this.python.call("check", this.settings.read());
      this.settings.show(checked.wrong);
      this.#plan = checked;
      const before = this.#address;
      this.#address = checked.address ?? before;
      if (changed) write(byId("address-note"), "");
      if (this.#address !== before) announce("settings");
      if (changed) this.page.address.step(before, this.#address, changed);
      const { live } = this.settings;
      if (checked.wrong.some(({ field }) => live.includes(field))) return;
      await this.trainer.change(this.settings.readLive());
    } catch (error) {
      this.failed(error);
    } finally {
      this.checked++;
      this.changed();
    }
  }

  /** What Train would do, in words. */
  #planned({ wrong, missing, layers, parameters, images, validation }) {
    if (wrong.length) return wrong[0].message;
    const size = `Ready: ${layersText(layers)}, ${whole(parameters)} parameters`;
    const drawn = `; ${whole(images)} images for training, ${whole(validation)} for validation`;
    return size + drawn + this.images.stillToFetch(missing);
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
