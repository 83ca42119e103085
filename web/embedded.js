// The page in a frame of somebody else's page: it says how tall it is and what happens, and does what it
// is asked. docs/embedding.md has the messages. Whoever embeds the page may send them, for they can do no
// more than a visitor can: each value is checked where a visitor's are.

import { announce } from "./announce.js";
import { make } from "./dom.js";

/** The version of the messages: `{pycore: 1, type, …}`. */
const VERSION = 1;

/** An address or a list of settings that is longer is no honest one. */
const MOST = 4_000;

/** What is told of what happens on the page: by the page's event, the message's type and content. */
const TOLD = {
  ready: () => ["ready", {}],
  reading: (reading) => ["reading", readingOf(reading)],
  learned: (slice) => ["metrics", metricsOf(slice)],
  failure: ({ message }) => ["error", { message }],
};

export class Embedded {
  /** Whom to tell: the origin of the page around, once that has spoken. */
  #origin = "";
  #height = 0;
  #phase = "";
  /** Done when all that was asked for so far has been done: what is played is what was set before. */
  #done = Promise.resolve();
  #progress = "";

  /** @param {import("./app.js").App} page */
  constructor(page) {
    this.page = page;
    addEventListener("message", (event) => this.#hear(event));
    for (const [type, message] of Object.entries(TOLD))
      document.addEventListener(type, ({ detail }) => this.#tell(...message(detail)));
    document.addEventListener("progress", ({ detail }) => this.#tellProgress(detail));
    document.addEventListener("settings", () => this.#tellExperiment());
    addEventListener("hashchange", () => this.#tellExperiment());
    for (const type of ["pointerdown", "keydown"])
      addEventListener(type, () => this.#tell("touched", {}), { once: true, capture: true });
    addEventListener("click", goInPlace);
    new ResizeObserver(() => this.#tellHeight()).observe(document.body);
    document.body.append(wayOut());
    parent.postMessage({ pycore: VERSION, type: "hello" }, "*"); // to whomever: it says nothing else
  }

  /** What may be asked for, by the message's type. */
  #acts = {
    hello: () => this.#fit(),
    theme: ({ theme }) => announce("themewanted", theme),
    get: ({ id }) => this.#tellExperiment(id),
    set: ({ address, settings }) => this.#set(address ?? addressWith(settings)),
    play: () => this.page.player?.play(),
    pause: () => this.page.player?.pause(),
    reset: () => this.page.player?.reset(),
  };

  /** @param {MessageEvent} event */
  #hear({ source, origin, data }) {
    if (source !== parent || data?.pycore !== VERSION) return;
    if (!Object.hasOwn(this.#acts, data.type)) return;
    this.#origin = origin === "null" ? "*" : origin; // a file or a sandbox has no name to write to
    this.#done = this.#done.then(() => this.#acts[data.type](data));
  }

  #tell(type, content) {
    if (this.#origin) parent.postMessage({ pycore: VERSION, type, ...content }, this.#origin);
  }

  /** The page around gives the frame the height that it is told. */
  #fit() {
    document.documentElement.classList.add("fitted");
    this.#height = 0;
    this.#tellHeight();
    if (!this.page.ready) return;
    this.#tell("ready", {});
    this.#tellExperiment();
  }

  /** Goes to an address: Python reads it as any other, and makes sense of whatever it says. */
  async #set(address) {
    if (typeof address !== "string" || address.length > MOST) return;
    const before = location.hash;
    const followed = new Promise((resolve) =>
      addEventListener("hashchange", resolve, { once: true }),
    );
    this.page.address.replace(address);
    if (location.hash !== before) await followed;
    await this.page.tabs?.opening;
  }

  /** @param {unknown} [id] of the message that asked */
  #tellExperiment(id) {
    const address = this.page.player?.address || location.hash.slice(1);
    const settings = Object.fromEntries(new URLSearchParams(address.split("?")[1]));
    this.#tell("experiment", { ...(id === undefined ? {} : { id }), address, settings });
  }

  #tellHeight() {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (height === this.#height || !this.#origin) return;
    this.#height = height;
    this.#tell("resized", { height });
  }

  /** Tells each hundredth of the way; and, once, the end with its results. */
  #tellProgress({ view, phase, progress, results }) {
    const news = `${view} ${phase} ${progress.toFixed(2)}`;
    if (news === this.#progress) return;
    this.#progress = news;
    this.#tell("progress", { view, phase, progress });
    if (phase === "finished" && this.#phase !== phase) this.#tell("finished", { view, ...results });
    this.#phase = phase;
  }
}

/** The present address with other settings. @param {Record<string, unknown>} settings by their names in it */
function addressWith(settings) {
  const [place, query] = location.hash.slice(1).split("?");
  const names = new URLSearchParams(query);
  if (typeof settings !== "object") return null;
  for (const [name, value] of Object.entries(settings ?? {})) names.set(name, String(value));
  return `${place}?${names}`;
}

/** Follows a link within the page without a step of its own: Back belongs to the page around. */
function goInPlace(event) {
  const link = event.target.closest?.('a[href^="#"]');
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  location.replace(link.href);
}

/** A link to the same in a tab of its own. */
function wayOut() {
  const link = make("a", { target: "_blank", rel: "noopener" }, "Open in a tab");
  const aim = () => {
    link.href = location.href
      .replace(/\b(embed|hide|play|theme)=[^&]*&?/g, "")
      .replace(/[?&]$/, "");
  };
  aim();
  addEventListener("hashchange", aim);
  for (const type of ["pointerenter", "focus", "click"]) link.addEventListener(type, aim);
  return make("p", { className: "way-out" }, link);
}

/** @param {import("./answer.js").Reading | null} reading */
function readingOf(reading) {
  if (!reading) return { digit: null, second: null, probabilities: null };
  const { digit, second, probabilities } = reading;
  return { digit, second, probabilities: Array.from(probabilities) };
}

/** Where a training stands: its last step and its last validation. */
function metricsOf({ step, steps, epoch, epochs, loss, metrics: { accuracy, validation } }) {
  return {
    ...{ step, steps, epoch, epochs, loss },
    accuracy: accuracy.at(-1) ?? null,
    validation: {
      loss: validation.loss.at(-1) ?? null,
      accuracy: validation.accuracy.at(-1) ?? null,
    },
  };
}
