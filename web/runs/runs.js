// Runs side by side, their buttons and fields, and their address: what a notebook and the race
// have in common.

import { describeCorrections } from "../address/address.js";
import { announce } from "../ui/announce.js";
import { make } from "../ui/dom.js";
import { Notice } from "../ui/notice.js";
import { write } from "../ui/write.js";
import { Controls } from "./controls.js";
import { recipesOf } from "./recipes.js";
import { Runner } from "./runner.js";

/** A subclass has `spec` (what the fields ask for), `enter` (makes the runs) and `words` (describes a plan). */
export class Runs {
  /** What the runs under way were begun with. @type {Record<string, number> | null} */
  quantities = null;
  #plan = "";
  /** The settings in the address, until they are applied. */
  #asked = "";
  /** Resolves when Python has started and the address is applied. */
  #settled = null;
  /** The address of what is set. */
  #address = "";

  /** What is asked for, for Python. @returns {any} */
  get spec() {
    return this.controls.values;
  }

  /** Puts the runs on their lanes. */
  enter() {}

  /** What a plan comes to. @param {any} _plan @returns {string} */
  words(_plan) {
    return "";
  }

  /**
   * @param {string} name of the runs, for labels
   * @param {Record<string, number>} values of the fields
   * @param {import("../app.js").App} page
   */
  constructor(name, values, page) {
    this.page = page;
    this.recipes = recipesOf(page.python);
    this.runner = new Runner(this.recipes, page.train.images, this);
    const does = {
      run: () => this.#toggle(),
      step: () => this.ready() && this.runner.step(),
      finish: () => this.runner.finish(),
      reset: () => this.#reset(),
      change: (field) => this.reconsider(field),
    };
    this.controls = new Controls(name, does, values);
    this.notice = new Notice(make("div", { className: "notice", role: "alert", hidden: true }));
    this.note = make("p", { className: "fine", role: "status", "aria-label": "Address" });
  }

  /** Whether the pen is down. */
  get drawing() {
    return this.page.pad.drawing;
  }

  async up() {
    this.#settled = this.#reset().then(() => this.#asked && this.#heed());
    await this.#settled;
  }

  async down() {
    await this.runner.reset("off");
    this.clear();
  }

  /** The address has changed. @param {string} asked what it asks for, empty if for nothing */
  async follow(asked) {
    this.#asked = asked;
    if (!asked || this.runner.phase === "off") return;
    this.#settled = this.#heed();
    await this.#settled;
  }

  // What scripts and addresses may ask for:

  /** @param {{more?: boolean}} [how] `more`: whether it is to run again where all is done */
  async play({ more = true } = {}) {
    await this.#settled;
    const { busy, phase, finished } = this.runner;
    if (busy || phase === "off") return;
    if (more || !finished || this.controls.postponed) this.#toggle();
  }

  pause() {
    return this.runner.pause();
  }

  async reset() {
    if (this.runner.phase !== "off") await this.#reset();
  }

  /** What is set, as an address. */
  get address() {
    return this.#address;
  }

  // What the runner tells:

  changed() {
    this.controls.show(this.runner, this.#plan);
    this.controls.postpone(this.quantities);
  }

  learned() {
    this.controls.learned(this.runner);
    this.changed();
  }

  failed(error) {
    if (error.name === "PythonGone") return;
    announce("failure", error);
    if (this.controls.complain(error)) return;
    this.notice.show(error.message, undefined, error.traceback);
  }

  // What the visitor does:

  async #toggle() {
    if (this.runner.busy) return this.runner.pause();
    if (this.runner.finished) await this.#reset(); // so as to run again
    if (this.ready()) return this.runner.run();
  }

  /** Makes the runs, if there are none. */
  ready() {
    this.notice.hide();
    if (this.quantities) return true;
    this.quantities = this.controls.values;
    this.enter();
    return true;
  }

  async #reset() {
    await this.runner.reset();
    this.clear();
    await this.reconsider();
  }

  /** Shows nothing of any run. */
  clear() {
    this.quantities = null;
    this.notice.hide();
    this.changed();
  }

  /** Checks what is set, and writes its address. @param {string} [changed] which field, say */
  async reconsider(changed) {
    if (this.runner.phase === "off") return;
    try {
      const plan = await this.recipes.call("plan", this.spec);
      this.controls.complain(null);
      this.#plan = this.words(plan) + this.page.train.images.stillToFetch(plan.missing);
      const before = this.#address;
      this.#address = await this.recipes.call("write_address", this.spec);
      if (this.#address !== before) announce("settings");
      if (changed) write(this.note, "");
      if (changed) this.page.address.step(before, this.#address, changed);
    } catch (error) {
      this.failed(error);
    }
    this.changed();
  }

  /** Applies the settings in the address, and says which were corrected. */
  async #heed() {
    try {
      const { remarks, ...asked } = await this.recipes.call("read_address", this.#asked);
      this.#asked = "";
      this.take(asked);
      await this.reconsider();
      write(this.note, describeCorrections(remarks));
    } catch (error) {
      this.failed(error);
    }
  }

  /** Sets fields. @param {Record<string, any>} values */
  take(values) {
    this.controls.values = values;
  }
}
