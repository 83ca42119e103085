// One text in several forms: to be read, copied, or downloaded.

import { button, make } from "../ui/dom.js";
import { write } from "../ui/write.js";
import { copy, download } from "./clipboard.js";

/**
 * `about` is said beside the text; `file` and `type` are of what is downloaded; `code`: long lines stay whole.
 * @type {{id: string, name: string, about: string, file?: string, type?: string, code?: boolean}[]}
 */
const FORMS = [
  {
    id: "link",
    name: "Link",
    about: "Opens this page with these settings. Train then gives the same curve.",
  },
  {
    id: "script",
    name: "Python script",
    about:
      "For Python 3.11 or newer. Its first lines say how to install the package. If MNIST (11 MB) is missing, the script fetches it from this page.",
    file: "run.py",
    type: "text/x-python",
    code: true,
  },
  {
    id: "notebook",
    name: "Jupyter notebook",
    about:
      "The text of an .ipynb file. Its first cells install the package and, if MNIST (11 MB) is missing, fetch it from this page.",
    file: "run.ipynb",
    type: "application/x-ipynb+json",
    code: true,
  },
  {
    id: "command",
    name: "Command line",
    about: "Fetches MNIST (11 MB) from this page if it is missing. Install the package once:",
  },
  { id: "embed", name: "Embed", about: "Two lines that show this in any other page." },
];
const MOST_ROWS = 16;
let count = 0;

export class Copies {
  /** The form that is shown. */
  #form;
  /** @type {Record<string, string> | null} */
  #texts = null;

  /** @param {string[]} [ids] the forms that there are; all, if not given */
  constructor(ids) {
    this.forms = FORMS.filter(({ id }) => !ids || ids.includes(id));
    this.#form = this.forms[0];
    this.notes = make("p", { className: "fine", role: "status", "aria-label": "About the copies" });
    this.about = make("p", { className: "fine" });
    this.once = make("pre", { className: "once", tabIndex: 0, "aria-label": "Installation" });
    this.text = make("textarea", { readOnly: true, spellcheck: false });
    this.copy = button("Copy", () => this.#copy());
    this.download = button("Download", () => this.#download());
    this.said = make("p", { className: "fine", role: "status", "aria-label": "Copying" });
    const buttons = make("div", { className: "buttons" }, this.copy, this.download, this.said);
    this.element = make(
      "div",
      { className: "copies" },
      this.#chooser(),
      this.notes,
      make("div", { className: "about" }, this.about, this.once),
      this.text,
      buttons,
    );
    this.show(null, "Waiting for Python");
  }

  /** @param {Record<string, string> | null} texts by form, null if there are none @param {string} notes */
  show(texts, notes) {
    this.#texts = texts;
    write(this.notes, notes);
    this.#show();
  }

  #chooser() {
    const name = `copy-as-${++count}`;
    const options = this.forms.map((form) => {
      const input = make("input", { type: "radio", name, value: form.id });
      input.checked = form === this.#form;
      input.addEventListener("change", () => this.#choose(form));
      return make("label", {}, input, make("span", {}, form.name));
    });
    const group = { className: "segments", role: "radiogroup", "aria-label": "Copy as" };
    return make("div", group, ...options);
  }

  #choose(form) {
    this.#form = form;
    this.#show();
  }

  #show() {
    const { id, name, about, file, code } = this.#form;
    const text = this.#texts?.[id] ?? "";
    write(this.about, about);
    write(this.once, id === "command" ? (this.#texts?.once ?? "") : "");
    write(this.said, "");
    this.text.setAttribute("aria-label", name);
    this.text.wrap = code ? "off" : "soft";
    this.text.rows = code ? Math.min(MOST_ROWS, text.split("\n").length) : 2;
    if (this.text.value !== text) this.text.value = text;
    this.copy.disabled = this.download.disabled = !text;
    this.download.hidden = !file;
  }

  async #copy() {
    const { name } = this.#form;
    const copied = await copy(this.text);
    write(
      this.said,
      copied
        ? `${name}: copied.`
        : "The browser does not let this page copy. The text is selected: copy it by keyboard or menu.",
    );
  }

  #download() {
    const { file, type } = this.#form;
    download(file, this.text.value, type);
    write(this.said, `${file}: sent to the browser's downloads.`);
  }
}
