// pycore's own unit tests, run in the page by pytest, on the code in use: in a second Python, which
// ends with them, because the memory of a Python is free only at its end.

import { offerKernel } from "../python/kernel.js";
import { Python } from "../python/python.js";
import { PythonPackage } from "../python/python_package.js";
import { button, make } from "../ui/dom.js";
import { megabytes } from "../ui/format.js";

const FILE = "tests.zip";
/** How often the progress is shown. */
const SLICE_MS = 100;

export class Suite {
  /** Which tests, as for pytest's `-k`; all of them if empty. */
  only = "";
  /** What runs the tests, while it does. @type {Python | null} */
  #python = null;
  /** How far they are. */
  #at = null;

  /** @param {import("./code_session.js").CodeSession} session */
  constructor(session) {
    this.session = session;
    this.button = button("Run pycore's tests", () =>
      this.going ? this.#python.stop() : this.run(),
    );
    this.words = make("p", { role: "status", "aria-label": "Unit tests" });
    this.bar = make("progress", { max: 1, value: 0, hidden: true, "aria-label": "Tests done" });
    this.failures = make("div", { className: "result" });
    const about =
      "This runs the package's own unit tests with pytest, in this page and on the code in use. They run in a second Python, which ends with them. It takes half a minute or more.";
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
    this.button.disabled = !this.going;
  }

  get going() {
    return this.#python !== null;
  }

  /** Starts a Python, gives it the edits and the tests, and asks for one slice of them after another. */
  async run() {
    const tell = (state) => this.#say(telling(state));
    let died;
    const bury = (error) => {
      died = error;
    };
    this.#python = new Python(tell, () => {}, bury);
    this.#at = null;
    this.button.textContent = "Stop";
    this.failures.replaceChildren();
    try {
      await this.#run(this.#python, tell);
    } catch (error) {
      const stopped = !died && error.name === "PythonGone";
      this.#say(stopped ? stoppedAt(this.#at) : (died ?? error).message);
    } finally {
      this.#python.stop();
      this.#python = null;
      this.bar.hidden = true;
      this.button.textContent = "Run pycore's tests";
    }
  }

  async #run(python, tell) {
    await python.start();
    python.fetched.clear();
    const { texts } = await this.session.call("edits");
    await offerKernel(python);
    const side = new PythonPackage(python, "code");
    await side.call("adopt", texts);
    const [archive] = await python.fetchAll([FILE], tell);
    await side.call("begin_tests", archive, this.only);
    do {
      this.#at = await side.call("test_for", SLICE_MS);
      this.#show(this.#at);
    } while (!this.#at.done);
  }

  #show(at) {
    const ended = at.passed + at.failed + at.skipped;
    this.bar.hidden = at.done;
    this.bar.value = at.total ? ended / at.total : 0;
    if (!at.done) this.#say(at.total ? `Test ${ended + 1} of ${at.total}: ${at.at}` : at.at);
    else this.#say(`${counted(at)}.`);
    this.failures.replaceChildren(...at.failures.map(failureOf));
  }

  #say(words) {
    this.words.textContent = words;
  }
}

/** @param {import("../python/python.js").BootState} state of the Python for the tests */
function telling({ phase, loaded, total, stalled }) {
  if (stalled) return `Still waiting for ${stalled}`;
  return `Second Python: ${phase}${total ? ` ${megabytes(loaded, total)}` : ""}`;
}

const stoppedAt = (at) => (at?.total ? `Stopped: ${counted(at)} of ${at.total}.` : "Stopped.");

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
