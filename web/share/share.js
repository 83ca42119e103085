// "Share": the run as texts to take along; and held beside the same run made elsewhere. Loaded when it is
// first opened. Its Python side lies beside it.

import { PythonPackage } from "../python/python_package.js";
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
  /** The state that the texts describe. */
  #key = "";
  #run = null;

  constructor(place, train) {
    this.place = place;
    this.train = train;
    this.side = new PythonPackage(train.python, "share");
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
    place.addEventListener("toggle", () => this.changed());
    this.beside.takeDrops(place);
    this.changed();
  }

  /** The settings or the run may have changed. */
  changed() {
    const { place, train } = this;
    const { trainer, python } = train;
    if (!place.open || !python.up) return;
    const key = `${train.checked} ${train.page.edited()}`;
    this.beside.changed();
    if (key === this.#key && trainer.run === this.#run) return;
    this.#key = key;
    this.#run = trainer.run;
    this.latest.run(() => this.#copy());
  }

  /** Python is not up. */
  down() {
    this.side.forget();
    this.beside.forget();
    this.#key = "";
  }

  async #copy() {
    const { python, settings } = this.train;
    const site = siteOf(python);
    try {
      const found = await this.side.call("copies", settings.read(), site);
      const { address, notes, ...texts } = found;
      const link = `${site.page}#${address}`;
      const says = this.train.page.edited() ? `${notes} ${EDITED}` : notes;
      this.copies.show({ ...texts, link, embed: embed(site.page, address) }, says);
      this.notice.hide();
    } catch (error) {
      if (error.field) this.copies.show(null, error.message);
      else throw error;
    }
  }

  #failed(error) {
    if (error.name === "PythonGone") return;
    this.#key = "";
    this.notice.show(error.message, undefined, error.traceback);
  }
}
