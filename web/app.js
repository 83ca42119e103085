// Wires the page together: pad → reader → answer, settings → run loop → charts. Each part is explained
// in its own file.

import { Address } from "./address/address.js";
import { Boot } from "./boot/boot.js";
import { Answer } from "./draw/answer.js";
import { AnswerStrip } from "./draw/answer_strip.js";
import { Bars } from "./draw/bars.js";
import { DigitCanvas } from "./draw/digit_canvas.js";
import { Ink } from "./draw/ink.js";
import { KeyPen } from "./draw/key_pen.js";
import { Pad } from "./draw/pad.js";
import { Pointers } from "./draw/pointers.js";
import { Reader } from "./draw/reader.js";
import { patiently } from "./files/patience.js";
import { PythonError } from "./python/errors.js";
import { MnistImages } from "./python/images.js";
import { offerKernel } from "./python/kernel.js";
import { Python } from "./python/python.js";
import { effect, observe, untracked } from "./state/observe.js";
import { state } from "./state/page_state.js";
import { statusOf } from "./status.js";
import { TrainView } from "./train/view.js";
import { announce } from "./ui/announce.js";
import { byId } from "./ui/dom.js";
import { Notice } from "./ui/notice.js";

/** What is said while there is nothing to read. */
const DRAW = "Draw a digit";

export class App {
  /** The tabs, once they are loaded. @type {import("./tabs.js").Tabs | null} */
  tabs = null;
  /** What edits the code that Python runs, once the view "Code" is open. @type {import("./code/code_session.js").CodeSession | null} */
  codeSession = null;
  /** Cells and pictures, the other ways onto the pad, once they are loaded. @type {import("./draw/other_inputs.js").OtherInputs | null} */
  otherInputs = null;
  /** The networks that come with the page, once it runs. @type {import("./networks/pretrained.js").Pretrained | null} */
  pretrained = null;
  /** What keeps the page for use offline, once it runs. @type {import("./offline/offline.js").Offline | null} */
  offline = null;

  /** The addresses that have been played. @type {Set<string>} */
  #played = new Set();
  /** The reading that is shown, if one is. */
  #shown = null;
  /** Whether the notice says what is waited for. */
  #waiting = false;
  /** Whether Python is up and has done what the address asks for. */
  ready = false;

  constructor() {
    const [arrival] = performance.getEntriesByType("navigation");
    if (/** @type {PerformanceNavigationTiming} */ (arrival)?.type === "back_forward")
      this.#played.add(location.hash); // it was played when it was opened
    this.address = new Address();
    this.pythonNotice = new Notice(byId("python-notice"));
    this.answer = new Answer({
      digit: byId("digit"),
      sentence: byId("sentence"),
      second: byId("second"),
      spoken: byId("prediction"),
    });
    this.inputCanvas = new DigitCanvas(byId("sight"), byId("peek").querySelector("canvas"));
    this.bars = new Bars(byId("bars"));
    this.peek = new AnswerStrip(byId("peek"), byId("answer"));
    const ways = { retry: () => this.start(), cancel: () => this.#cancel() };
    this.boot = new Boot(byId("boot"), (sentence) => this.#unread(sentence), ways);
    this.python = new Python(
      (state) => this.boot.show(state),
      (late) => this.#late(late),
      (error) => this.#crashed(error),
    );
    this.python.onFetch = ({ stalled }) => this.#fetching(stalled);
    this.pad = new Pad(byId("pad"), () => this.#drawn());
    new Pointers(this.pad);
    new KeyPen(this.pad, byId("key-pen"), byId("pen-state"));
    this.reader = new Reader({
      python: this.python,
      pad: this.pad,
      ink: new Ink(),
      onReading: (reading, instead) => this.#read(reading, instead),
      onError: (error) => this.#notRead(error),
    });
    this.images = new MnistImages(this.python);
    observe(this, "tabs");
    this.train = new TrainView(this);
    effect(() => this.#chosen());
    effect(() => {
      byId("reader").querySelector("[value=mine]").disabled = !this.train.loop.begun;
    });
    this.#listen();
    this.opening = this.#openTabs();
    this.#openOtherInputs();
    if (parent !== window) import("./embedded.js").then(({ Embedded }) => new Embedded(this));
  }

  #listen() {
    document.querySelector(".skip").addEventListener("click", (event) => {
      event.preventDefault(); // the address is the view's
      (this.tabs ?? byId("views")).focus();
    });
    byId("undo").addEventListener("click", () => this.pad.undo());
    byId("clear").addEventListener("click", () => this.pad.clear());
    byId("reader").addEventListener("change", ({ target }) => {
      state.reader = target.value;
    });
    document.addEventListener("keydown", (event) => {
      const writing = /** @type {any} */ (event.target).closest?.("input, select, textarea");
      if (writing || event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      this.pad.undo();
    });
  }

  /** Loaded later, so that Python does not wait for the tabs. */
  async #openTabs() {
    try {
      const late = () => {
        byId("tabs").textContent = "Still waiting for the other views (tabs.js)";
      };
      const { Tabs } = await patiently(import("./tabs.js"), late);
      this.tabs = new Tabs(byId("tabs"), this);
      if (this.python.up) this.tabs.up(this.about);
    } catch {
      byId("tabs").textContent = "The other views could not be loaded; reload to try again.";
    }
  }

  /** Loads cells and pictures, also later; the pad works without them. */
  async #openOtherInputs() {
    try {
      const { openOtherInputs } = await import("./draw/other_inputs.js");
      this.otherInputs = await openOtherInputs(this);
    } catch {} // their buttons stay off
  }

  /** The object that can `play`, `pause` and `reset` in the present view, if there is one. */
  get player() {
    return this.tabs ? this.tabs.player : this.train;
  }

  /** Trains once if the address asks for it, after everything else that the address asks for. */
  begin() {
    const { dataset } = document.documentElement;
    if (!this.ready || !this.player || !dataset.play) return;
    const known = this.#played.has(location.hash); // Back leads to it again: it is not played again
    this.#played.add(location.hash);
    if (dataset.play === "1" && !known) this.player.play({ more: false });
    delete dataset.play;
  }

  /** Starts Python, or starts it anew; the drawing and the settings stay. */
  async start() {
    this.ready = false;
    this.pythonNotice.hide();
    const starting = this.python.start();
    this.train.down(); // only now: it tells what Python does
    this.tabs?.down();
    try {
      const about = await starting;
      this.about = about;
      this.boot.hide();
      this.#unread(DRAW);
      const applied = [this.train.up(about), this.opening, this.tabs?.up(about)];
      this.reader.request();
      Promise.all(applied).then(() => this.#beReady());
      this.otherInputs?.up();
      byId("about").textContent = describe(about);
      state.card = about.card;
      this.#takeKernel();
      await this.#takeStrong(about.card);
      this.#keepOffline();
    } catch (error) {
      this.failed(error);
    }
  }

  /** @param {string} [stalled] what does not come, if anything does not */
  #fetching(stalled) {
    if (stalled && this.pythonNotice.element.hidden) {
      this.pythonNotice.show(`Still waiting for ${stalled}. Everything that has loaded works.`);
      this.#waiting = true;
    } else if (!stalled && this.#waiting) {
      this.pythonNotice.hide();
      this.#waiting = false;
    }
  }

  /** The visitor does not want to wait for Python any longer. */
  #cancel() {
    this.python.stop();
    this.failed(new Error("The start was cancelled."));
  }

  /** Loads the kernel after the network: training works without it, but is slower. */
  async #takeKernel() {
    try {
      byId("kernel").textContent = `Matrix products: ${await offerKernel(this.python)}.`;
    } catch (error) {
      this.failed(error);
    }
  }

  #beReady() {
    this.ready = true;
    announce("ready");
    this.begin();
  }

  /** Loaded only now, when the small network reads already. @param {import("./networks/pretrained.js").Card} small what is said of that */
  async #takeStrong(small) {
    try {
      const { Pretrained } = await import("./networks/pretrained.js");
      this.pretrained ??= new Pretrained(this);
    } catch {
      return; // the small one goes on reading
    }
    await this.pretrained.bring(small);
    if (state.reader === "shipped") this.reader.request();
  }

  /** Started only now, so that it does not slow the start down. */
  async #keepOffline() {
    try {
      const { Offline } = await import("./offline/offline.js");
      if (this.offline) return; // Python was only started anew
      this.offline = new Offline(this, byId("offline"));
      await this.offline.open();
    } catch {
      this.python.fetched.clear(); // the page works without
    }
  }

  /** What the page does at this moment: docs/status.md. */
  status() {
    return statusOf(this);
  }

  /** Whether the answer is that to the present drawing, in the bars and in the sentence. */
  get settled() {
    return this.reader.settled && !this.answer.busy;
  }

  #drawn() {
    byId("undo").disabled = !this.pad.canUndo;
    byId("clear").disabled = this.pad.blank;
    byId("pad-frame").classList.toggle("inked", !this.pad.blank);
    this.otherInputs?.drawn();
    if (!this.pad.drawing) this.reader.overtake(); // while the pen is down, the ink only grows
    if (this.pad.blank && this.python.up) this.#read(null);
    this.reader.request();
  }

  /** The visitor's own network has learned. @param {any} slice of training */
  learned(slice) {
    if (state.reader === "mine" && !this.pad.blank) this.reader.request();
    announce("learned", slice);
  }

  /** Shows one reading in all places, or none. */
  #read(reading, instead = DRAW) {
    this.#shown = reading;
    this.peek.show(reading);
    if (reading) {
      this.answer.show(reading);
      this.bars.show(reading.probabilities, reading.digit);
      this.inputCanvas.show(reading.image);
    } else {
      this.answer.say(instead);
      this.bars.reset();
      this.inputCanvas.reset();
    }
    announce("reading", reading);
  }

  /** Shows no answer, because nothing can be read now, and says why. @param {string} sentence */
  #unread(sentence) {
    if (this.#shown) this.#read(null, sentence);
    else this.answer.say(sentence);
  }

  /** A reading failed, so the earlier answer is removed. @param {Error} error */
  #notRead(error) {
    if (error.name !== "PythonGone") this.#read(null, "The drawing could not be read");
    this.failed(error);
  }

  /** Another network is to read than before. */
  #chosen() {
    byId("reader").querySelector(`[value=${state.reader}]`).checked = true;
    this.reader.overtake();
    untracked(() => this.reader.request());
  }

  #late(late) {
    if (late && (this.codeSession?.running || !this.reader.settled))
      this.#unread("Waiting for Python");
    else if (!late && this.python.up) this.reader.request();
    if (late)
      this.#offerRestart(
        "Python has not answered for a while. It may be busy. This page keeps waiting.",
      );
    else this.pythonNotice.hide();
  }

  /** @param {Error} error how Python stopped */
  #crashed(error) {
    const { begun } = this.train.loop;
    const lost = begun || this.tabs?.running ? " The progress of the training is lost." : "";
    error.message += ` Your drawing and settings are kept.${lost}`;
    this.train.down();
    this.tabs?.down();
    this.failed(error);
    if (begun && error.name === "MemoryError") this.#offerSmallerBatch(error);
  }

  /** Offers a restart with a smaller batch, after a training that filled the memory. */
  #offerSmallerBatch(error) {
    const half = Math.floor(Number(this.train.settings.read().batch_size) / 2);
    if (!(half >= 1)) return;
    const act = () => {
      this.train.settings.fill({ batch_size: half });
      this.start();
    };
    const label = `Restart Python with batch size ${half}`;
    this.pythonNotice.show(error.message, { label, act }, error.traceback);
  }

  /** Shows an error of Python's, and a button that helps. @param {Error} error */
  failed(error) {
    if (error.name === "PythonGone") return; // ended on purpose, and started anew
    announce("failure", error);
    if (!this.python.wanted) {
      this.boot.hide();
      this.#unread("Python is not running, so it reads nothing");
    }
    const remedy = this.remedy(error);
    if (remedy) this.pythonNotice.show(error.message, remedy, error.traceback);
    else this.#offerRestart(error.message, error.traceback);
  }

  /** The way back from an error while edited code is in use. */
  remedy(error) {
    if (!state.edited.length || !(error instanceof PythonError)) return undefined;
    return { label: "Restore the original code", act: () => this.codeSession.reset() };
  }

  /** Other code is in use than before. Resolves when it has read: to what kept it from that, or null. */
  async codeChanged() {
    this.pythonNotice.hide();
    this.train.notice.hide();
    this.reader.overtake();
    await this.reader.request();
    return this.reader.failure;
  }

  #offerRestart(message, details) {
    const label = this.about ? "Restart Python" : "Retry";
    this.pythonNotice.show(message, { label, act: () => this.start() }, details);
  }
}

function describe({ versions }) {
  const runs = Object.entries(versions).map((entry) => entry.join(" "));
  return `Running ${runs.join(" with ")}.`;
}

if (self.origin !== "null") {
  /** For the browser's console, and for tests. */
  globalThis.app = new App();
  globalThis.app.start();
} // else boot/fault.js says why nothing can start
