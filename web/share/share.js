// "Share": the run as texts to take along; and held beside the same run made elsewhere. Loaded when it is
// first opened. Its Python side lies beside it.

import { PythonPackage } from "../python/python_package.js";
import { effect, observe } from "../state/observe.js";
import { state } from "../state/page_state.js";
import { loadStyle, make } from "../ui/dom.js";
import { Latest } from "../ui/latest.js";
import { Notice } from "../ui/notice.js";
import { Beside } from "./beside.js";
import { Copies } from "./copies.js";
import { EDITED, embed, siteOf } from "./site.js";

/** @param {HTMLDetailsElement} place @param {import("../train/view.js").TrainView} train */
export async function open(place, train) {
  await loadStyle("./share/share.css");
  return new Share(place, train);
}

class Share {
  /** Whether it is unfolded. */
  open = true;
  /** What the texts describe. */
  #described = [];

  constructor(place, train) {
    this.place = place;
    this.train = train;
    this.side = new PythonPackage(train.page.python, "share");
    this.latest = new Latest((error) => this.#failed(error));
    this.notice = new Notice(make("div", { className: "notice", role: "alert", hidden: true }));
    this.copies = new Copies();
    this.beside = new Beside(
      this.side,
      train,
      (error) => this.#failed(error),
      () => this.notice.hide(),
    );
    place.append(this.copies.element, this.notice.element, this.beside.element);
    this.beside.takeDrops(place);
    place.addEventListener("toggle", () => {
      this.open = place.open;
    });
    observe(this, "open");
    effect(() => this.#follow());
    effect(() => this.open && this.beside.follow());
  }

  /** Python is not up. */
  down() {
    this.side.forget();
    this.beside.forget();
    this.#described = [];
  }

  /** The texts describe the settings, the run and the code of this moment. */
  #follow() {
    const { plan, run, page } = this.train;
    const now = [plan, run?.facts, state.edited]; // each of them may change the texts
    if (!this.open || !plan || !page.python.up) return;
    if (now.every((each, i) => each === this.#described[i])) return;
    this.#described = now;
    this.latest.run(() => this.#copy());
  }

  async #copy() {
    const { settings, page } = this.train;
    const site = siteOf(page.python);
    try {
      const found = await this.side.call("copies", settings.read(), site);
      const { address, notes, ...texts } = found;
      const link = `${site.page}#${address}`;
      const says = state.edited.length ? `${notes} ${EDITED}` : notes;
      this.copies.show({ ...texts, link, embed: embed(site.page, address) }, says);
      this.notice.hide();
    } catch (error) {
      if (error.field) this.copies.show(null, error.message);
      else throw error;
    }
  }

  #failed(error) {
    if (error.name === "PythonGone") return;
    this.#described = [];
    this.notice.show(error.message, undefined, error.traceback);
  }
}
