// The page in a frame of somebody else's page: it says how tall it is and what happens, and does what it
// is asked. docs/embedding.md has the messages. Whoever embeds the page may send them, for they can do no
// more than a visitor can: each value is checked where a visitor's are.

import { announce } from "./ui/announce.js";
import { make } from "./ui/dom.js";

/** The version of the messages: `{pycore: 1, type, …}`. */
const VERSION = 1;

/** An address, a setting or a list of settings that is longer is no honest one. */
const MOST = 4_000;
/** What a setting may be, or the parts of one that is a list. */
const SIMPLE = ["string", "number", "bigint", "boolean"];
const THEMES = ["light", "dark"];
/** What comes next need not wait longer for a view whose code does not come. */
const PATIENCE_MS = 10_000;

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
      document.addEventListener(type, (/** @type {any} */ { detail }) =>
        this.#tell(...message(detail)),
      );
    document.addEventListener("progress", (/** @type {any} */ { detail }) =>
      this.#tellProgress(detail),
    );
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
    theme: ({ theme }) => announce("themewanted", checkTheme(theme)),
    get: ({ id }) => this.#tellExperiment(id),
    set: ({ address, settings }) => this.#set(address ?? addressWith(settings)),
    play: () => this.page.player?.play(),
    pause: () => this.page.player?.pause(),
    reset: () => this.page.player?.reset(),
  };

  /** @param {MessageEvent} event */
  #hear({ source, origin, data }) {
    if (source !== parent || data?.pycore !== VERSION) return;
    if (typeof data.type !== "string" || !Object.hasOwn(this.#acts, data.type)) return;
    this.#origin = origin === "null" ? "*" : origin; // a file or a sandbox has no name to write to
    this.#done = this.#done.then(() => this.#act(data));
  }

  /** Does what is asked; whatever is wrong with it, the next message is heard. */
  async #act(message) {
    try {
      await this.#acts[message.type](message);
    } catch (error) {
      const why = error?.message ?? "it could not be done.";
      this.#tell("ignored", { message: `The message “${message.type}” was ignored: ${why}` });
    }
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
    if (typeof address !== "string") throw new TypeError("“address” must be text.");
    checkLength("address", address);
    const before = location.hash;
    const followed = new Promise((resolve) =>
      addEventListener("hashchange", resolve, { once: true }),
    );
    this.page.address.replace(address);
    if (location.hash !== before) await followed;
    const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
    await Promise.race([this.page.tabs?.opening, late]);
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
  if (!settings || Object.getPrototypeOf(settings) !== Object.prototype)
    throw new TypeError("“settings” must be an object, such as { rate: 0.01 }.");
  const [place, query] = location.hash.slice(1).split("?");
  const names = new URLSearchParams(query);
  for (const [name, value] of Object.entries(settings).slice(0, MOST)) {
    checkLength("settings", name);
    names.set(name, textOf(name, value));
  }
  return `${place}?${names}`;
}

/** A setting as it stands in an address. No object is turned into text: that may raise, or run for ever. */
function textOf(name, value) {
  const parts = Array.isArray(value) ? value : [value];
  checkLength(name, parts);
  if (!parts.every((part) => SIMPLE.includes(typeof part)))
    throw new TypeError(`“${name}” must be text, a number, or a list of them.`);
  for (const part of parts) checkLength(name, String(part));
  return parts.join(",");
}

/** @param {string} name @param {{length: number}} value */
function checkLength(name, { length }) {
  if (length > MOST) throw new RangeError(`“${name.slice(0, 40)}” is longer than ${MOST}.`);
}

function checkTheme(theme) {
  if (THEMES.includes(theme)) return theme;
  throw new TypeError("“theme” must be “light” or “dark”.");
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

/** @param {import("./draw/answer.js").Reading | null} reading */
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
