// pycore's own unit tests, run in the page: by pytest, in slices, and on the code in use.

import { button, make } from "./dom.js";
import { megabytes } from "./format.js";

const FILE = "tests.zip";
const SLICE_MS = 50;

export class Suite {
  #stopped = false;

  /** @param {import("./lab.js").Lab} lab */
  constructor(lab) {
    this.lab = lab;
    this.button = button("Run pycore's tests", () => (this.going ? this.#stop() : this.run()));
    this.words = make("p", { role: "status", "aria-label": "Unit tests" });
    this.bar = make("progress", { max: 1, value: 0, hidden: true, "aria-label": "Tests done" });
    this.failures = make("div", { className: "result" });
    const about =
      "The package's own unit tests, with pytest, in this page and on the code in use. It takes half a minute or more; your drawing is read between two tests.";
    this.element = make(
      "div",
      { className: "suite" },
      make("p", { className: "fine" }, about),
      make("div", { className: "buttons" }, this.button),
      this.bar,
      this.words,
      this.failures,
    );
  }

  up() {
    this.button.disabled = false;
  }

  down() {
    this.button.disabled = true;
  }

  /** Fetches the tests, and asks for one slice of them after another. */
  async run() {
    this.going = true;
    this.#stopped = false;
    this.button.textContent = "Stop";
    this.failures.replaceChildren();
    try {
      await this.#run();
    } catch (error) {
      this.#say(error.message);
    } finally {
      this.going = false;
      this.bar.hidden = true;
      this.button.textContent = "Run pycore's tests";
    }
  }

  async #run() {
    this.#say("Fetching the tests");
    const tell = ({ loaded, total }) =>
      total && this.#say(`Fetching the tests: ${megabytes(loaded, total)}`);
    const [archive] = await this.lab.page.python.fetchAll([FILE], tell);
    await this.lab.call("begin_tests", archive);
    let at = { done: false };
    while (!at.done && !this.#stopped) {
      at = await this.lab.call("test_for", SLICE_MS);
      this.#show(at);
    }
    if (!at.done) {
      await this.lab.call("stop_tests");
      this.#say(`Stopped: ${counted(at)} of ${at.total}.`);
    }
  }

  #show(at) {
    const ended = at.passed + at.failed + at.skipped;
    this.bar.hidden = at.done;
    this.bar.value = at.total ? ended / at.total : 0;
    if (!at.done) this.#say(at.total ? `Test ${ended + 1} of ${at.total}: ${at.at}` : at.at);
    else this.#say(`${counted(at)}.`);
    this.failures.replaceChildren(...at.failures.map(failureOf));
  }

  #stop() {
    this.#stopped = true;
  }

  #say(words) {
    this.words.textContent = words;
  }
}

function counted({ passed, failed, skipped }) {
  const parts = [`${passed} passed`, failed && `${failed} failed`, skipped && `${skipped} skipped`];
  return parts.filter(Boolean).join(", ");
}

const failureOf = ({ name, details }) =>
  make(
    "details",
    {},
    make("summary", {}, make("code", {}, name)),
    make("pre", { className: "output error" }, details),
  );
