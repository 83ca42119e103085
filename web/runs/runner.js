// Several runs side by side: the one that is furthest behind trains next, a slice at a time, so that the curves
// grow together. When all have ended, each is evaluated. To pause, it stops asking.

import { Lane } from "./lane.js";

/** A slice is short, so that a reading of the drawing slips in between two of them. */
const SLICE_MS = 50;
/** While the pen is down. */
const QUICK_SLICE_MS = 10;

/** @typedef {"off" | "idle" | "fetching" | "running" | "paused" | "judging" | "finished"} Phase */

export class Runner {
  /** @type {Phase} */
  phase = "off";
  /** By name, in their order. @type {Map<string, Lane>} */
  lanes = new Map();
  /** What is waited for. @type {{text: string, loaded?: number, total?: number} | null} */
  waiting = null;
  #stop = new AbortController();
  #going = null;
  /** Whose evaluation is under way. @type {Lane | null} */
  #judged = null;

  /**
   * @param {import("../python/python_package.js").PythonPackage} recipes
   * @param {import("../python/images.js").MnistImages} images
   * @param {any} view asked: drawing; told: changed(), began(lane), learned(lane, slice), judged(lane), failed(error)
   */
  constructor(recipes, images, view) {
    this.recipes = recipes;
    this.images = images;
    this.view = view;
  }

  get busy() {
    return this.#going !== null;
  }

  /** Whether all runs have ended and are evaluated. Run then starts them again. */
  get finished() {
    const lanes = [...this.lanes.values()];
    return this.phase === "finished" && lanes.every(({ at }) => at.done);
  }

  /** The progress of all runs, 0 to 1. */
  get progress() {
    const shares = [...this.lanes.values()].map((lane) => (lane.resting ? 1 : lane.at.progress));
    return shares.reduce((sum, share) => sum + share, 0) / (shares.length || 1);
  }

  /** The results of each run, by its name. */
  get results() {
    return { runs: [...this.lanes.values()].map(({ name, figures }) => ({ name, figures })) };
  }

  /** Puts a run on a lane, in the place of what is there. @param {string} name @param {object} spec */
  set(name, spec) {
    const others = [...this.lanes.values()].filter((lane) => lane.cut);
    this.drop(name);
    const lane = new Lane(name, spec);
    if (others.length) lane.until = Math.max(...others.map(({ at }) => at.step)); // no further than they
    this.lanes.set(name, lane);
  }

  /** @param {string} name */
  drop(name) {
    const lane = this.lanes.get(name);
    this.lanes.delete(name);
    if (lane?.plan) this.recipes.python.call("drop", lane.id).catch(() => {});
  }

  /** Continues all runs. */
  run() {
    for (const lane of this.lanes.values()) lane.goOn();
    return this.catchUp();
  }

  /** Continues the runs that have not ended and were not finished early. */
  catchUp() {
    return this.#alone(() => this.#work());
  }

  /** One step of each run. */
  step() {
    if (!this.busy) return this.#alone(() => this.#stepAll());
  }

  /** Ends all runs early and evaluates them. */
  async finish() {
    await this.pause();
    for (const lane of this.lanes.values()) lane.cut = true;
    return this.#alone(() => this.#work());
  }

  pause() {
    this.#stop.abort();
    return this.#going;
  }

  /** Forgets all runs. @param {Phase} [phase] */
  async reset(phase = "idle") {
    await this.pause();
    for (const name of [...this.lanes.keys()]) this.drop(name);
    this.#to(phase);
  }

  /** Does one thing at a time; errors go to the view. */
  #alone(work) {
    if (this.#going) return this.#going;
    this.#stop = new AbortController();
    this.#going = Promise.resolve() // so that whoever is told of the work sees that it goes on
      .then(work)
      .catch((error) => this.#rest(error))
      .finally(() => {
        this.#going = null;
        this.view.changed();
      });
    return this.#going;
  }

  async #work() {
    this.#judged = null;
    for (;;) {
      if (this.#stop.signal.aborted) return this.#to("paused");
      const lanes = [...this.lanes.values()];
      const next = furthestBehind(lanes);
      const unjudged = lanes.find((lane) => !lane.figures);
      if (next) await this.#advance(next);
      else if (unjudged) await this.#judge(unjudged);
      else return this.#to("finished");
    }
  }

  async #stepAll() {
    const lanes = [...this.lanes.values()];
    for (const lane of lanes) lane.goOn();
    for (const lane of lanes.filter((each) => !each.resting)) {
      const from = lane.at.step;
      while (!lane.resting && lane.at.step === from && !this.#stop.signal.aborted)
        await this.#advance(lane, 1);
    }
    this.#to("paused");
  }

  async #advance(lane, most = Number.MAX_SAFE_INTEGER) {
    if (!lane.plan) await this.#begin(lane);
    if (this.phase !== "running") this.#to("running");
    const left = Math.min(most, lane.until - lane.at.step);
    const slice = await this.recipes.python.call("train_for", lane.id, this.#sliceMs, left);
    if (this.lanes.get(lane.name) !== lane) return; // another one has taken its place
    lane.take(slice);
    this.view.learned(lane, slice);
  }

  async #begin(lane) {
    const { missing } = await this.recipes.call("plan", lane.spec);
    if (missing.length) {
      this.#to("fetching");
      const tell = this.#telling("Fetching training images");
      await this.images.bringParts(missing, tell, this.#stop.signal);
    }
    lane.plan = await this.recipes.call("begin", lane.id, lane.spec);
    this.view.began(lane);
  }

  async #judge(lane) {
    if (!lane.plan) await this.#begin(lane);
    if (!this.images.hasTestSet) this.#to("fetching");
    await this.images.bringTestSet(this.#telling("Fetching the test images"), this.#stop.signal);
    if (this.phase !== "judging") this.#to("judging");
    const anew = this.#judged !== lane;
    this.#judged = lane;
    const { python } = this.recipes;
    const { figures } = await python.call("evaluate_for", lane.id, this.#sliceMs, anew);
    if (!figures || this.lanes.get(lane.name) !== lane) return;
    lane.figures = figures;
    this.view.judged(lane);
  }

  get #sliceMs() {
    return this.view.drawing ? QUICK_SLICE_MS : SLICE_MS;
  }

  /** Sets the phase after something was paused or has failed. */
  #rest(error) {
    if (error.name === "PythonGone") return;
    this.#to("paused");
    if (error.name !== "AbortError") this.view.failed(error);
  }

  #telling(text) {
    return (loaded, total, stalled) => {
      this.waiting = { text: stalled ? `Still waiting for ${stalled}` : text, loaded, total };
      this.view.changed();
    };
  }

  #to(phase) {
    this.phase = phase;
    this.waiting = null;
    this.view.changed();
  }
}

/** @param {Lane[]} lanes @returns {Lane | undefined} */
function furthestBehind(lanes) {
  const going = lanes.filter((lane) => !lane.resting);
  return going.sort((one, other) => one.at.progress - other.at.progress)[0];
}
