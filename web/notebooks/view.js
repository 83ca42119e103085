// The view "Notebooks": the five that this project grew out of, as written and as meant, each with an
// address of its own.

import { loadPlot } from "../runs/dom.js";
import { notebookRunsOf } from "../runs/notebook_runs.js";
import { loadStyle, make } from "../ui/dom.js";
import { Notebook } from "./notebook.js";

/** @param {HTMLElement} panel @param {import("../app.js").App} page */
export async function open(panel, page) {
  const styles = ["./runs/runs.css", "./notebooks/view.css"].map(loadStyle);
  const [uPlot] = await Promise.all([loadPlot(), ...styles]);
  return new NotebooksView(panel, page, uPlot);
}

class NotebooksView {
  /** Those that have been opened, by number. @type {Map<string, Notebook>} */
  notebooks = new Map();
  /** What is said of the five, once Python has told. @type {any[]} */
  chapters = [];
  #wanted = "";
  /** The settings in the address, until the notebook has them. */
  #settings = "";
  #up = false;

  constructor(panel, page, uPlot) {
    this.page = page;
    this.uPlot = uPlot;
    this.source = notebookRunsOf(page.python);
    this.list = make("nav", { className: "numbers", "aria-label": "The five notebooks" });
    this.place = make("div", {}, make("p", { className: "fine" }, "Waiting for Python"));
    panel.append(this.list, this.place);
  }

  async up() {
    this.#up = true;
    try {
      if (!this.chapters.length) this.chapters = await this.source.call("contents");
      await Promise.all([...this.notebooks.values()].map((notebook) => notebook.up()));
      await this.#show();
    } catch (error) {
      if (error.name !== "PythonGone") this.place.textContent = error.message;
    }
  }

  /** What the buttons act on: the notebook that is shown. */
  get player() {
    return this.notebooks.get(this.#wanted);
  }

  down() {
    this.#up = false;
    this.source.forget();
    for (const notebook of this.notebooks.values()) notebook.down();
  }

  /** @param {string} rest the number in the address @param {string} settings that stand there */
  shown(rest, settings) {
    this.#wanted = rest;
    this.#settings = settings;
    this.#show();
  }

  #show() {
    if (!this.chapters.length) return;
    const chapter = this.chapters.find(({ number }) => number === this.#wanted);
    this.list.replaceChildren(...this.chapters.map((each) => link(each, each === chapter)));
    for (const [number, notebook] of this.notebooks)
      if (number !== chapter?.number) notebook.pause();
    const notebook = chapter && this.#notebook(chapter);
    const shown = notebook ? notebook.element : overview(this.chapters);
    if (this.place.firstChild !== shown) this.place.replaceChildren(shown);
    if (notebook && this.uPlot) notebook.open(this.uPlot);
    const following = this.#settings && notebook?.follow(this.#settings);
    this.#settings = "";
    return following;
  }

  #notebook(chapter) {
    const known = this.notebooks.get(chapter.number);
    if (known) return known;
    const made = new Notebook(chapter, this.page);
    this.notebooks.set(chapter.number, made);
    if (this.#up) made.up();
    return made;
  }
}

function link({ number }, current) {
  const element = make("a", { href: `#notebooks/${number}` }, number);
  if (current) element.setAttribute("aria-current", "page");
  return element;
}

function overview(chapters) {
  const cards = chapters.map(({ number, title, aim, said }) =>
    make(
      "li",
      {},
      make("h3", {}, make("a", { href: `#notebooks/${number}` }, `${number} · ${title}`)),
      make("p", {}, aim),
      make("p", { className: "fine" }, `It reports: ${said}`),
    ),
  );
  return make(
    "div",
    { className: "overview" },
    make(
      "header",
      { className: "view-head" },
      make("h2", {}, "Five notebooks to run"),
      make(
        "p",
        {},
        "Five first attempts at reading digits with NumPy. Each has instructive errors. Run each notebook as it was written beside what was meant, and switch its defects on and off one by one.",
      ),
    ),
    make("ul", { className: "cards" }, ...cards),
  );
}
