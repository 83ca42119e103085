// Run, Step, Finish here, Reset; how far the runs are; and what is going on, in words.

import { lossText, megabytes, whole } from "../ui/format.js";
import { write } from "../ui/write.js";
import { Pace, STALE_MS } from "./pace.js";

/** While it trains, the words change once a second: they are read aloud. */
const SPEAK_MS = 1000;
/** Of more runs than these the words don't tell each. */
const FEW = 3;

/**
 * @typedef {object} Elements
 * @property {HTMLButtonElement} run with an icon and a label in a span
 * @property {HTMLButtonElement} step
 * @property {HTMLButtonElement} [finish]
 * @property {HTMLButtonElement} reset
 * @property {HTMLProgressElement} progress
 * @property {HTMLElement} status
 */

export class RunControls {
  #pace = new Pace();
  #spoken = 0;
  #said = "";
  /** Shows the same again. */
  #again = () => {};
  #silence = 0;

  /** @param {Elements} elements @param {Record<"run" | "step" | "finish" | "reset", (event: Event) => void>} does */
  constructor(elements, does) {
    this.elements = elements;
    for (const name of ["run", "step", "finish", "reset"])
      elements[name]?.addEventListener("click", does[name]);
  }

  /**
   * @param {import("./run_loop.js").RunLoop} loop
   * @param {string} label what the first button does while nothing goes on
   * @param {string} plan what it would begin, in words
   */
  show(loop, label, plan) {
    this.#again = () => this.show(loop, label, plan);
    const { run, step, finish, reset, progress } = this.elements;
    const { phase, busy, runs, waiting } = loop;
    const off = phase === "off";
    write(run.querySelector("span"), busy ? "Pause" : label);
    run.querySelector("use").setAttribute("href", busy ? "#i-pause" : "#i-play");
    run.disabled = off;
    step.disabled = off || busy || loop.ended;
    if (finish) finish.disabled = ![...runs.values()].some((each) => each.facts && !each.resting);
    reset.disabled = off || !runs.size;
    if (phase !== "running") this.#pace.reset();
    const said = this.#say(phase, busy, words(loop, plan, this.#pace));
    if (!waiting?.total) progress.value = loop.progress;
    else if (said) progress.value = waiting.loaded / waiting.total; // as the words have it
  }

  /** A slice has been trained. @param {import("./run_loop.js").RunLoop} loop @param {any} slice */
  learned({ progress }, slice) {
    this.#pace.add({ ...slice, progress });
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#again(), STALE_MS + SPEAK_MS / 2);
  }

  /** At once when something else begins; once a second while it goes on. @returns {boolean} whether now */
  #say(phase, busy, text) {
    const now = performance.now();
    const kind = `${phase} ${text.split(/[\d:·]/)[0]}`;
    if (busy && kind === this.#said && now - this.#spoken < SPEAK_MS) return false;
    this.#said = kind;
    this.#spoken = now;
    write(this.elements.status, text);
    return true;
  }
}

const DOING = {
  fetching: "Fetching",
  running: "Training",
  paused: "Paused",
  testing: "Testing",
  finished: "Finished",
};

function words({ phase, waiting, runs, python }, plan, pace) {
  if (phase === "off") return python.wanted ? "Waiting for Python" : "Python is not running";
  if (waiting)
    return `${waiting.text}${waiting.total ? `: ${megabytes(waiting.loaded, waiting.total)}` : ""}`;
  const all = [...runs.values()];
  if (phase === "idle" || (phase === "paused" && !all.some((run) => run.started))) return plan;
  const early = all.length === 1 && all[0].at.early && phase === "finished" ? " early" : "";
  const speed = phase === "running" ? [pace.text] : [];
  return [DOING[phase] + early, ...places(all), ...speed].join(" · ");
}

/** How far each is. @param {import("./run.js").Run[]} runs @returns {string[]} */
function places(runs) {
  if (runs.length > FEW) return [`${runs.length} runs`];
  if (runs.length > 1)
    return runs.map(
      (run) => `${run.name}: ${run.facts ? steps(run.at, run.facts.steps) : "waiting"}`,
    );
  const [{ at, started }] = runs;
  if (!started) return [];
  const epochs = `epoch ${at.epoch} of ${Math.max(at.epoch, at.epochs)}`;
  const loss = at.loss == null ? [] : [`loss ${lossText(at.loss)}`];
  return [epochs, steps(at, at.steps), ...loss];
}

const steps = ({ step }, all) => `step ${whole(step)} of ${whole(all)}`;
