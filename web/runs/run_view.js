// A view that trains: its settings and their address, its runs, its controls. Train is one with one run, a
// notebook has two or three, the race eleven.

import { describeCorrections } from "../address/address.js";
import { batch, effect, observe, untracked } from "../state/observe.js";
import { announce } from "../ui/announce.js";
import { percent } from "../ui/format.js";
import { write } from "../ui/write.js";
import { RunControls } from "./run_controls.js";
import { RunLoop } from "./run_loop.js";

/**
 * @template {import("../ui/form.js").Form} F
 * @typedef {object} Parts
 * @property {import("./run_controls.js").Elements} elements
 * @property {F} settings
 * @property {import("../ui/notice.js").Notice} notice
 * @property {HTMLElement} note says which values of the address were corrected
 */

/** @typedef {{check: (spec: any) => Promise<any>, readAddress: (asked: string) => Promise<any>}} Checker */

/**
 * A subclass has `enter` (makes the runs) and `describe` (says what a plan comes to), and calls `watch`.
 * @template {import("../ui/form.js").Form} F
 * @template {import("./run_loop.js").Source & Checker} S
 */
export class RunView {
  /** What the settings ask for, when last Python was asked. @type {any} */
  plan = null;
  /** The settings in the address, until they are applied. */
  #asked = "";
  /** Resolves when Python has started and the address is applied. @type {Promise<void> | null} */
  #applied = null;
  /** The address of the last valid settings. */
  #address = "";

  /**
   * @param {string} id of the view
   * @param {import("../app.js").App} page
   * @param {S} source
   * @param {Parts<F>} parts
   */
  constructor(id, page, source, { elements, settings, notice, note }) {
    this.id = id;
    this.page = page;
    this.source = source;
    this.settings = settings;
    this.notice = notice;
    this.note = note;
    this.loop = new RunLoop(page.python, page.images, source, this);
    this.controls = new RunControls(elements, {
      run: (event) => this.#press(event),
      step: () => this.#step(),
      finish: () => this.loop.finish(),
      reset: () => this.reset(),
    });
    observe(this, "plan");
  }

  // A subclass may have others:

  /** What the settings ask for, for Python. @returns {any} */
  get spec() {
    return this.settings.read();
  }

  /** What the first button does while nothing goes on. @returns {string} */
  get label() {
    return this.loop.finished ? "Run again" : "Run";
  }

  /** The results of the runs, for the page around. @returns {any} */
  get results() {
    const runs = [...this.loop.runs.values()];
    return { runs: runs.map(({ name, figures }) => ({ name, figures })) };
  }

  /** Makes the runs. */
  enter() {}

  /** What a plan comes to. @param {any} _plan @returns {string} */
  describe(_plan) {
    return "";
  }

  /** Shows nothing of any run. */
  clear() {
    this.settings.running = null;
    this.notice.hide();
  }

  /** A finished view is asked to go on. */
  async continue() {
    await this.loop.reset(); // it begins anew
  }

  /** @param {import("./run.js").Run} _run */
  began(_run) {}

  /** @param {import("./run.js").Run} _run @param {any} slice of training */
  learned(_run, slice) {
    this.controls.learned(this.loop, slice);
  }

  /** @param {import("./run.js").Run} run @param {any} failure */
  diverged(run, failure) {
    run.failure = failure;
  }

  /** Sets what is given, as if it had been filled in. @param {any} settings @param {string} [from] whence: then the address tells it, too */
  async take(settings, from) {
    this.settings.fill(settings);
    await this.reconsider(from);
  }

  /** The settings have been checked. @param {any} _plan @returns {Promise<void> | void} */
  checked(_plan) {}

  /** The address has been applied. */
  applied() {}

  // What the loop asks:

  /** Whether the pen is down, so that its answer must not wait long. */
  get drawing() {
    return this.page.pad.drawing;
  }

  get reading() {
    return this.page.reader.reading;
  }

  // What the page tells:

  /** Shows what there is from now on. Only when all of the view is made. */
  watch() {
    effect(() => this.controls.show(this.loop, this.label, this.#planned()));
    effect(() => {
      const { runs } = this.loop;
      untracked(() => runs.size || this.clear());
    });
    effect(() => this.#tell());
  }

  /** Python is up. @param {any} [_about] @returns {Promise<void>} */
  up(_about) {
    this.loop.start();
    return this.#apply();
  }

  /** Python is not up. */
  down() {
    this.loop.end();
  }

  /** The address has changed. @param {string} asked what it asks for, empty if for nothing */
  follow(asked) {
    this.#asked = asked;
    if (this.loop.phase !== "off") return this.#apply();
  }

  // What scripts and addresses may ask for:

  /** @param {{more?: boolean}} [how] `more`: whether it is to go on where all is done */
  async play({ more = true } = {}) {
    await this.#applied;
    if (this.loop.busy || this.loop.phase === "off") return;
    const others = this.loop.finished && this.settings.postponed;
    if (others) await this.loop.reset();
    if (others || more || !this.loop.finished) await this.toggle();
  }

  pause() {
    return this.loop.pause();
  }

  /** Drops the runs; settings and drawing stay. */
  async reset() {
    if (this.loop.phase === "off") return;
    await this.loop.reset();
    await this.reconsider();
  }

  /** The settings as an address. */
  get address() {
    return this.#address;
  }

  // What the visitor does:

  /** Trains or pauses. */
  async toggle() {
    if (this.loop.busy) return this.loop.pause();
    this.notice.hide();
    if (this.loop.finished) await this.continue();
    this.ready();
    this.loop.run(); // which takes its time: whoever asked need not wait for it
  }

  /** Makes the runs, if there are none. */
  ready() {
    if (this.loop.runs.size) return;
    batch(() => {
      this.enter();
      this.settings.running = this.settings.read();
    });
  }

  /**
   * Checks the settings, and writes their address.
   * @param {string} [changed] what the visitor changed
   */
  async reconsider(changed) {
    if (this.loop.phase === "off") return;
    try {
      const plan = await this.source.check(this.spec);
      this.settings.show(plan.wrong);
      this.#tellAddress(plan.address, changed);
      this.plan = plan;
      await this.checked(plan);
    } catch (error) {
      this.failed(error);
    }
  }

  /** @param {Error} error */
  failed(error) {
    if (error.name === "PythonGone") return;
    announce("failure", error);
    if (this.settings.complain(error)) return;
    if (error.name === "MemoryError") return this.page.failed(error);
    const details = error.name === "DivergedError" ? "" : error.traceback;
    this.notice.show(error.message, this.page.remedy(error), details);
  }

  #press(event) {
    if (event.detail > 1) return; // the second click of a double click means no more than the first
    this.toggle();
  }

  #step() {
    this.notice.hide();
    this.ready();
    this.loop.step();
  }

  #apply() {
    this.#applied = this.#applyAddress();
    return this.#applied;
  }

  /** Applies the settings in the address, and says which were corrected. */
  async #applyAddress() {
    try {
      if (!this.#asked) await this.reconsider();
      else {
        const { settings, remarks } = await this.source.readAddress(this.#asked);
        this.#asked = "";
        await this.take(settings);
        write(this.note, describeCorrections(remarks));
      }
    } catch (error) {
      this.failed(error);
    }
    this.applied();
  }

  #tellAddress(address, changed) {
    const before = this.#address;
    this.#address = address ?? before;
    if (this.#address !== before) announce("settings");
    if (!changed) return;
    write(this.note, "");
    this.page.address.step(before, this.#address, changed);
  }

  /** What would begin, in words. */
  #planned() {
    if (!this.plan) return "";
    const [wrong] = this.plan.wrong;
    return (
      wrong?.message ?? this.describe(this.plan) + this.page.images.stillToFetch(this.plan.missing)
    );
  }

  /** Tells what goes on here: in every view at the tab, and to the page around. */
  #tell() {
    const { phase, progress } = this.loop;
    const words = { running: percent(progress, 0) }[phase] ?? phase;
    const told = ["running", "paused", "testing", "finished"].includes(phase);
    this.page.tabs?.tell(this.id, told ? words : "");
    const { id: view, results } = this;
    untracked(() => announce("progress", { view, phase, progress, results }));
  }
}
