// The view "Explained": one screen for each topic, each with its own address.

import { loadStyle, make } from "../ui/dom.js";
import { Latest } from "../ui/latest.js";
import { Notice } from "../ui/notice.js";
import { Teacher } from "./teacher.js";

/**
 * What a screen's module exports is a class with an `element`, and with `update`, which shows what
 * holds now: Python is up then, and what is drawn may have changed.
 * @typedef {{element: HTMLElement, update: () => Promise<void>}} Screen
 */

/** @type {{id: string, name: string, load: () => Promise<{Screen: new (teacher: Teacher) => Screen}>}[]} */
const SCREENS = [
  { id: "forward", name: "Forward", load: () => import("./forward.js") },
  { id: "backward", name: "Backward", load: () => import("./backward.js") },
  { id: "softmax", name: "Softmax", load: () => import("./softmax.js") },
  { id: "bias", name: "Bias", load: () => import("./bias.js") },
  { id: "start", name: "Start", load: () => import("./start.js") },
  { id: "accuracy", name: "Accuracy", load: () => import("./accuracy.js") },
];

/** @param {HTMLElement} panel @param {import("../app.js").App} page */
export async function open(panel, page) {
  await loadStyle("./explained/view.css");
  return new ExplainedView(panel, page);
}

class ExplainedView {
  /** What has been opened, by its id. @type {Map<string, Screen>} */
  #screens = new Map();
  #current = "";
  #inSight = false;
  #latest = new Latest((error) => this.#failed(error));

  constructor(panel, page) {
    this.page = page;
    this.teacher = new Teacher(page);
    this.links = SCREENS.map(({ id, name }) => make("a", { href: `#explained/${id}` }, name));
    this.place = make("div", { className: "lesson waiting" });
    this.wait = make("p", { className: "fine" }, "Waiting for Python");
    this.trouble = make("div", { className: "notice", role: "alert", hidden: true });
    this.notice = new Notice(this.trouble);
    const pages = make("nav", { className: "lessons", "aria-label": "Explained" }, ...this.links);
    panel.append(pages, this.trouble, this.wait, this.place);
    document.addEventListener("reading", () => this.#refresh());
  }

  /** @param {string} rest of the address: a screen's id */
  shown(rest) {
    this.#inSight = true;
    const screen = SCREENS.find(({ id }) => id === rest) ?? SCREENS[0];
    this.#current = screen.id;
    for (const [i, { id }] of SCREENS.entries()) {
      if (id === screen.id) this.links[i].setAttribute("aria-current", "page");
      else this.links[i].removeAttribute("aria-current");
    }
    this.#show(screen);
  }

  hidden() {
    this.#inSight = false;
  }

  up() {
    this.#refresh();
  }

  down() {
    this.teacher.forget();
    this.#waiting(true);
  }

  /** Shows or hides the note that there are no numbers yet. */
  #waiting(waits) {
    this.wait.hidden = !waits;
    this.place.classList.toggle("waiting", waits);
  }

  async #show({ id, load }) {
    this.notice.hide();
    try {
      if (!this.#screens.has(id)) {
        const { Screen } = await load();
        if (!this.#screens.has(id)) this.#screens.set(id, new Screen(this.teacher));
      }
    } catch (error) {
      this.#failed(error);
    }
    if (this.#current !== id || !this.#screens.has(id)) return;
    this.place.replaceChildren(this.#screens.get(id).element);
    this.#refresh();
  }

  /** Shows the present numbers if the view is in sight. */
  #refresh() {
    const screen = this.#screens.get(this.#current);
    if (!this.#inSight || !this.page.python.up || !screen) return;
    this.#latest.run(async () => {
      this.teacher.look();
      await screen.update();
      this.#waiting(false);
      this.notice.hide();
    });
  }

  #failed(error) {
    if (error.name === "PythonGone") return;
    const again = () => this.#show(SCREENS.find(({ id }) => id === this.#current));
    this.notice.show(error.message, { label: "Retry", act: again }, error.traceback);
  }
}
