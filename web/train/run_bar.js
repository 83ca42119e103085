// Train, Step, Reset; how far the run is; and what is going on, in words.

import { Pace, STALE_MS } from "../runs/pace.js";
import { lossText, megabytes, whole } from "../ui/format.js";
import { write } from "../ui/write.js";

/** While it trains, the words change once a second: they are read aloud. */
const SPEAK_MS = 1000;

export class RunBar {
  #pace = new Pace();
  #spoken = 0;
  #said = "";
  /** What was shown last. @type {[import("./trainer.js").Trainer, string]} */
  #shown;
  #silence = 0;

  /** @param {{run: HTMLButtonElement, step: HTMLButtonElement, reset: HTMLButtonElement, progress: HTMLProgressElement, status: HTMLElement}} elements */
  constructor(elements) {
    this.run = elements.run;
    this.step = elements.step;
    this.reset = elements.reset;
    this.progress = elements.progress;
    this.status = elements.status;
    this.label = this.run.querySelector("span");
    this.icon = this.run.querySelector("use");
  }

  /** @param {import("./trainer.js").Trainer} trainer @param {string} plan what Train would do */
  show(trainer, plan) {
    this.#shown = [trainer, plan];
    const { phase, busy, at, waiting } = trainer;
    write(this.label, busy ? "Pause" : whatTrainDoes(trainer));
    this.icon.setAttribute("href", busy ? "#i-pause" : "#i-play");
    this.run.disabled = phase === "off";
    this.step.disabled = phase === "off" || busy || Boolean(at?.done);
    this.reset.disabled = phase === "off" || !(busy || trainer.run);
    if (phase !== "running") this.#pace.reset();
    const said = this.#say(phase, busy, words(trainer, plan, this.#pace));
    if (!waiting?.total) this.progress.value = at?.progress ?? 0;
    else if (said) this.progress.value = waiting.loaded / waiting.total; // as the words have it
  }

  /** @param {any} slice of training */
  learned(slice) {
    this.#pace.add(slice);
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.show(...this.#shown), STALE_MS + SPEAK_MS / 2);
  }

  /** At once when something else begins; once a second while it goes on. @returns {boolean} whether now */
  #say(phase, busy, text) {
    const now = performance.now();
    const kind = `${phase} ${text.split(/[\d:·]/)[0]}`;
    if (busy && kind === this.#said && now - this.#spoken < SPEAK_MS) return false;
    this.#said = kind;
    this.#spoken = now;
    write(this.status, text);
    return true;
  }
}

/** What pressing the button does while nothing goes on. @param {import("./trainer.js").Trainer} trainer */
function whatTrainDoes({ finished, at, run }) {
  if (finished) return `Train ${run.epochs} more epoch${run.epochs === 1 ? "" : "s"}`;
  return at?.done ? "Test" : "Train";
}

/** The training status. */
function words({ phase, at, waiting, run, python }, plan, pace) {
  if (phase === "off") return python.wanted ? "Waiting for Python" : "Python is not running";
  if (waiting)
    return `${waiting.text}${waiting.total ? `: ${megabytes(waiting.loaded, waiting.total)}` : ""}`;
  if (!run || !at) return plan;
  if (phase === "running") return `Training · ${place(at)} · ${pace.text}`;
  if (phase === "paused") return `Paused · ${place(at)}`;
  if (phase === "finished") return `Finished${at.early ? " early" : ""} · ${place(at)}`;
  return place(at);
}

function place({ epoch, epochs, step, steps, loss }) {
  const parts = [
    `epoch ${epoch} of ${Math.max(epoch, epochs)}`,
    `step ${whole(step)} of ${whole(steps)}`,
  ];
  return loss == null ? parts.join(" · ") : [...parts, `loss ${lossText(loss)}`].join(" · ");
}
