// The view "Code": the functions that the page computes with, to be edited, asked and verified.

import { effect } from "../state/observe.js";
import { state } from "../state/page_state.js";
import { button, loadStyle, make } from "../ui/dom.js";
import { Checks } from "./checks.js";
import { CodeSession } from "./code_session.js";
import { EditedSign } from "./edited.js";
import { loadCodeMirror } from "./editor.js";
import { FunctionCell } from "./function_cell.js";
import { Prompt } from "./prompt.js";

/** @param {HTMLElement} panel @param {import("../app.js").App} page */
export async function open(panel, page) {
  const [codemirror] = await Promise.all([loadCodeMirror(), loadStyle("./code/view.css")]);
  return new CodeView(panel, page, codemirror);
}

class CodeView {
  /** @type {FunctionCell[]} */
  cells = [];

  constructor(panel, page, codemirror) {
    this.page = page;
    this.codemirror = codemirror;
    this.session = page.codeSession = new CodeSession(page);
    this.sign = new EditedSign(() => this.resetAll());
    this.list = make(
      "div",
      { className: "functions" },
      make("p", { className: "fine" }, "Waiting for Python"),
    );
    this.all = button("Restore all originals", () => this.resetAll());
    this.all.disabled = true;
    const prompt = make("section", { className: "prompt" });
    this.checks = new Checks(this.session);
    panel.append(...head(), this.list, make("div", { className: "buttons" }, this.all));
    panel.append(this.checks.element, prompt);
    prompt.append(...promptHead());
    this.prompt = new Prompt(this.session, prompt);
    effect(() => this.#edited());
  }

  /** Python is up: shows its functions. What has been written stays. */
  async up() {
    try {
      const { cells } = await this.session.call("begin");
      if (this.cells.length === 0) this.#show(cells);
      this.checks.up();
    } catch (error) {
      if (error.name !== "PythonGone") this.list.textContent = error.message;
    }
  }

  down() {
    this.session.forget();
    this.checks.down();
  }

  async resetAll() {
    for (const cell of this.cells.filter((each) => each.inUse)) await cell.reset();
  }

  #show(cells) {
    this.cells = cells.map((cell) => new FunctionCell(this.codemirror, this.session, cell));
    this.list.replaceChildren(...this.cells.map((cell) => cell.element));
    this.cells[0].element.open = true;
  }

  #edited() {
    this.sign.show(state.edited);
    this.all.disabled = state.edited.length === 0;
    for (const cell of this.cells) cell.show();
  }
}

function head() {
  const title = make("h2", {}, "Change the code");
  const words =
    "This is the code of pycore that runs in this page. Edit a function and press Run. The page uses the new code at once to read your drawing, and in the next training step.";
  const keys = "Ctrl-Enter (⌘-Enter) runs. Tab indents; Escape, then Tab, leaves the editor.";
  return [
    make("header", { className: "view-head" }, title, make("p", {}, words)),
    make("p", { className: "fine" }, keys),
  ];
}

function promptHead() {
  const names = ["net", "X", "digit", "run", "data", "np", "pycore"];
  const list = names.flatMap((name, i) => [i ? ", " : "", make("code", {}, name)]);
  const words =
    "Ask Python about the network that reads your drawing (net) and its arrays, for example ";
  return [
    make("h3", {}, "Look inside"),
    make(
      "p",
      { className: "fine" },
      words,
      make("code", {}, "net.layer_specs"),
      ". Names: ",
      ...list,
      ". Enter runs the line, ↑ and ↓ show earlier lines, Tab completes a name. Escape, then Tab, leaves the prompt.",
    ),
  ];
}
