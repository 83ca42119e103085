// The other ways onto the pad, beside it: cells to paint, and a picture picked, pasted or dropped.

import { byId, loadStyle, make } from "../ui/dom.js";
import { Notice } from "../ui/notice.js";
import { PictureInput } from "./picture.js";
import { PixelGrid } from "./pixel_grid.js";

/** @param {import("../app.js").App} page */
export async function openOtherInputs(page) {
  await loadStyle("./draw/other_inputs.css");
  return new OtherInputs(page);
}

export class OtherInputs {
  /** @type {PixelGrid | null} */
  #cells = null;

  /** @param {import("../app.js").App} page */
  constructor(page) {
    this.page = page;
    this.frame = byId("pad-frame");
    this.hint = this.frame.querySelector(".pad-hint");
    const place = make("div", { className: "notice", role: "alert", hidden: true });
    byId("python-notice").after(place);
    this.notice = new Notice(place);
    this.picture = new PictureInput(page.python, page.pad, {
      busy: (words) => this.#busy(words),
      refused: (sentence) => this.notice.show(sentence),
      broke: (error) => page.failed(error),
    });
    this.#offerCells();
    this.#offerPicture();
    this.#acceptPaste();
    this.#acceptDrop();
  }

  /** Python is up. */
  up() {
    this.picture.up();
  }

  /** The drawing is another one. */
  drawn() {
    this.notice.hide();
    this.#cells?.refresh();
  }

  #offerCells() {
    const button = byId("cells");
    button.disabled = false;
    button.addEventListener("click", () => {
      const shown = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(shown));
      this.#cells ??= new PixelGrid(this.page.pad, this.page.reader.ink, byId("pen-state"));
      this.page.pad.end();
      this.#cells.show(shown);
    });
  }

  #offerPicture() {
    // Any file can be picked: a picture may have any name, and a browser goes by that.
    const input = make("input", { type: "file", hidden: true, id: "picture-file" });
    const button = byId("picture");
    button.after(input);
    button.disabled = false;
    button.addEventListener("click", () => input.click());
    input.addEventListener("change", () => {
      this.#take(input.files);
      input.value = ""; // so that the same file can be picked again
    });
  }

  #acceptPaste() {
    document.addEventListener("paste", (event) => {
      const target = /** @type {Element} */ (event.target);
      if (target.closest?.("input, select, textarea, [contenteditable]")) return;
      if (this.#take(event.clipboardData.files)) event.preventDefault();
    });
  }

  /** Anywhere on the page: a browser would leave the page for a file that is dropped beside the pad. */
  #acceptDrop() {
    const over = (event) => {
      if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      this.frame.classList.add("awaited");
    };
    document.addEventListener("dragover", over);
    document.addEventListener("dragleave", ({ relatedTarget }) => {
      if (!relatedTarget) this.frame.classList.remove("awaited");
    });
    document.addEventListener("drop", (event) => {
      this.frame.classList.remove("awaited");
      if (!event.defaultPrevented && this.#take(event.dataTransfer.files)) event.preventDefault();
    });
  }

  /** @param {FileList} files the first is taken @returns {boolean} whether there was one */
  #take(files) {
    if (!files.length) return false;
    this.notice.hide();
    this.picture.take(files[0]);
    return true;
  }

  #busy(words) {
    this.frame.classList.toggle("busy", words !== "");
    this.hint.textContent = words || "draw a digit";
    byId("pen-state").textContent = words;
  }
}
