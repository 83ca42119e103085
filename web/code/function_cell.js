// A function that can be edited: its code, the buttons Run and Original, and the result.

import { PythonError } from "../python/errors.js";
import { state } from "../state/page_state.js";
import { button, make } from "../ui/dom.js";
import { Editor } from "./editor.js";

export class FunctionCell {
  /** @type {Editor} */
  editor = null;
  /** What the editor shows, until there is one. */
  #text;

  /**
   * @param {any} codemirror
   * @param {import("./code_session.js").CodeSession} session
   * @param {{name: string, file: string, words: string, text: string}} cell
   */
  constructor(codemirror, session, { name, file, words, text }) {
    this.codemirror = codemirror;
    this.session = session;
    this.name = name;
    this.original = text;
    this.#text = text;
    this.mark = make("span", { className: "cell-state" });
    this.host = make("div", { className: "editor" });
    this.output = make("pre", { className: "output", role: "status", hidden: true });
    this.output.setAttribute("aria-label", `Result of ${name}`);
    this.runButton = button("Run", () => this.run(), "primary");
    this.resetButton = button("Original", () => this.reset());
    const title = make("span", { className: "cell-name" }, make("code", {}, name));
    const about = make("span", { className: "fine" }, `${file} · ${words}`);
    this.element = make(
      "details",
      { className: "cell", ontoggle: () => this.element.open && this.#open() },
      make("summary", {}, title, about, this.mark),
      this.host,
      make("div", { className: "buttons" }, this.runButton, this.resetButton),
      this.output,
    );
    this.show();
  }

  get text() {
    return this.editor?.text ?? this.#text;
  }

  /** Uses the edited code from the next reading and the next step on. */
  async run() {
    this.runButton.disabled = true;
    this.#print("…");
    try {
      const text = this.text;
      const { output, raised, unread } = await this.session.run(this.name, text);
      if (!raised) this.used = text;
      this.#print(output + (raised || why(unread)) || "Done.", Boolean(raised || unread));
    } catch (error) {
      this.#print(error.message, true);
    } finally {
      this.runButton.disabled = false;
      this.show();
    }
  }

  /** Brings the original back, in the editor and in use. */
  async reset() {
    if (this.editor) this.editor.text = this.original;
    this.#text = this.original;
    this.#print("");
    if (this.inUse) await this.session.reset(this.name);
    this.show();
  }

  get inUse() {
    return state.edited.includes(this.name);
  }

  /** Says whether the original or an edit is in use, and whether an edit has not run yet. */
  show() {
    const changed = this.text !== (this.inUse ? this.used : this.original);
    const words = [this.inUse && "edited, in use", changed && "changed, not run yet"];
    this.mark.textContent = words.filter(Boolean).join("; ");
    this.element.classList.toggle("in-use", this.inUse);
    this.resetButton.disabled = !this.inUse && this.text === this.original;
  }

  #open() {
    this.editor ??= new Editor(this.codemirror, this.host, {
      label: `Code of ${this.name}`,
      text: this.#text,
      onRun: () => this.run(),
      onChange: () => this.show(),
    });
  }

  #print(text, wrong = false) {
    this.output.textContent = text;
    this.output.hidden = !text;
    this.output.classList.toggle("error", wrong);
  }
}

/** Why the drawing was not read by the code in use. @param {Error | null} error */
function why(error) {
  if (error && !(error instanceof PythonError)) throw error; // Python is gone
  return error ? `This code could not read the drawing. ${error.message}` : "";
}
