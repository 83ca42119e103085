// Compares the run with the same run from elsewhere: in the charts, and in a sentence.

import { observe } from "../state/observe.js";
import { button, make } from "../ui/dom.js";
import { whole } from "../ui/format.js";
import { write } from "../ui/write.js";

/** A native run that comes with the site: `build.py curve` makes it. */
const SHIPPED = "native.json";
/** The most that is read of a file: Python refuses longer ones. */
const MOST_BYTES = 1_000_000;

export class Beside {
  /** The curve from elsewhere: who made it, and its settings; null if there is none. */
  held = null;
  /** Whether the run here is of the same experiment. */
  #same = false;
  #line = Promise.resolve();

  /**
   * @param {import("../python/python_package.js").PythonPackage} side @param {import("../train/view.js").TrainView} train
   * @param {(error: Error) => void} onError
   * @param {() => void} onBegin told when the visitor asks for something
   */
  constructor(side, train, onError, onBegin) {
    this.side = side;
    this.train = train;
    this.onError = onError;
    this.onBegin = onBegin;
    this.run = button("Compare with a native run", () => this.#alone(() => this.#compare()));
    this.choose = button("Open a curve …", () => this.file.click());
    this.again = button("", () => this.#alone(() => this.#runHere()));
    this.drop = button("Remove this curve", () => this.#alone(() => this.#letGo()));
    this.file = make("input", { type: "file", accept: ".json", hidden: true });
    this.file.addEventListener("change", () => this.#openFirst(this.file.files));
    this.words = make("p", { role: "status", "aria-label": "Comparison" });
    this.element = make(
      "section",
      { className: "beside", "aria-label": "The same run elsewhere" },
      make("h3", {}, "Same package, same seed, same curve?"),
      make(
        "p",
        { className: "fine" },
        "Compare the run on this page with a native run. One native run comes with the page. To make your own, add ",
        make("code", {}, "--curve curve.json"),
        " to the command line. Then open that file here, or drop it.",
      ),
      make(
        "div",
        { className: "buttons" },
        this.run,
        this.choose,
        this.again,
        this.drop,
        this.file,
      ),
      this.words,
    );
    observe(this, "held");
    this.#show();
  }

  /** @param {HTMLElement} place where files may be dropped */
  takeDrops(place) {
    place.addEventListener("dragover", (event) => {
      if (event.dataTransfer.types.includes("Files")) event.preventDefault();
    });
    place.addEventListener("drop", (event) => {
      if (!event.dataTransfer.files.length) return;
      event.preventDefault();
      this.#openFirst(event.dataTransfer.files);
    });
  }

  /** Tells how far the run is from the curve, whenever it stops. */
  follow() {
    const { loop, run } = this.train;
    const known = [this.held, loop.busy, run?.at]; // each of them may change what is to be said
    this.#show();
    if (!known[0]) return;
    if (loop.busy) this.#say("The comparison appears when training stops.");
    else this.#measure().catch(this.onError);
  }

  /** Python was restarted or has stopped. */
  forget() {
    this.held = null;
    this.#same = false;
    for (const chart of this.train.charts) chart.hold(null);
    this.#say("");
    this.#show();
  }

  async #compare() {
    const [content] = await this.train.page.python.fetchAll([SHIPPED]);
    await this.#hold(content, SHIPPED);
    await this.#runHere();
  }

  /** @param {FileList} files */
  #openFirst([file]) {
    this.#alone(async () => {
      const content = await file.slice(0, MOST_BYTES + 1).arrayBuffer();
      this.file.value = ""; // so that the same can be opened again
      await this.#hold(new Uint8Array(content), file.name);
      if (!this.train.run) await this.#set();
    });
  }

  /** Shows a curve. */
  async #hold(content, name) {
    const { here, who, settings, ...curve } = await this.side.call("hold", content, name);
    for (const [i, part] of ["loss", "accuracy"].entries()) {
      const points = (found) => ({ x: found.step, y: found[part] });
      const [training, validation] = [points(curve.training), points(curve.validation)];
      this.train.charts[i].hold({ training, validation });
    }
    const steps = whole(curve.training.step.at(-1) ?? 0);
    this.#same = here;
    this.held = { settings, words: `${name}: ${steps} steps by ${who}.` };
  }

  /** Trains with the settings of the curve; a run with other settings is reset first. */
  async #runHere() {
    const { train } = this;
    if (!this.#same && train.run) await train.reset();
    if (!train.run) await this.#set();
    if (!train.loop.busy && !train.loop.ended) train.toggle();
  }

  /** Only without a run: the settings of a run would change. */
  #set() {
    return this.train.take(this.held.settings, "curve");
  }

  async #letGo() {
    await this.side.call("let_go");
    this.forget();
  }

  async #measure() {
    const { words, same } = await this.side.call("apart");
    if (!this.held) return; // it was removed meanwhile
    this.#same = same;
    this.#say(words);
    this.#show();
  }

  #say(words) {
    write(this.words, this.held ? `${this.held.words} ${words}` : words);
  }

  /** Does one thing after the other; the buttons are disabled meanwhile. */
  #alone(work) {
    const buttons = [this.run, this.choose, this.again, this.drop];
    for (const each of buttons) each.disabled = true;
    this.onBegin();
    this.#line = this.#line
      .then(work)
      .catch(this.onError)
      .finally(() => {
        for (const each of buttons) each.disabled = false;
      });
  }

  #show() {
    const other = this.train.run && !this.#same;
    write(this.run, `${other ? "Reset and compare" : "Compare"} with a native run`);
    write(this.again, `${other ? "Reset and run" : "Run"} the same here`);
    this.again.hidden = !this.held || this.#same;
    this.drop.hidden = !this.held;
  }
}
