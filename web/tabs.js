// The tabs: one view at a time, each with an address of its own, its code loaded when it is opened.

import { patiently } from "./files/patience.js";
import { Notice } from "./ui/notice.js";
import { VIEWS, viewAt } from "./views.js";

/** What a key does to the place in the row of tabs. */
const MOVES = {
  ArrowLeft: (place) => place - 1,
  ArrowRight: (place) => place + 1,
  Home: () => 0,
  End: () => -1,
};

/** So much of a wrong address is repeated. */
const LONGEST = 40;
/** Views that begin below this share of the screen are out of sight. */
const SEEN = 0.6;

export class Tabs {
  /** The view that is shown. */
  current = "";
  /** What has been opened, by the view's id. @type {Map<string, import("./views.js").Opened>} */
  opened = new Map();
  /** Done when the view that is shown has been opened. */
  opening = null;
  #title = document.title;
  #about = null;

  /** @param {HTMLElement} bar empty; the panels follow it @param {import("./app.js").App} page */
  constructor(bar, page) {
    this.bar = bar;
    this.page = page;
    this.tabs = VIEWS.map((view) => tabOf(view, page.address.link(view.id)));
    this.bar.replaceChildren(...this.tabs);
    this.note = noteBelow(bar);
    this.bar.addEventListener("keydown", (event) => this.#press(event));
    new ResizeObserver(() => this.#scroll()).observe(bar);
    addEventListener("hashchange", () => {
      this.#follow();
      this.#bringIntoSight();
    });
    this.#follow();
    if (this.current !== VIEWS[0].id) this.#bringIntoSight(); // at first the pad comes first, else
  }

  /** Python is up. @param {object} about */
  async up(about) {
    this.#about = about;
    await Promise.all([...this.opened.values()].map((view) => view.up?.(about)));
    await this.opening;
  }

  /** What can `play`, `pause` and `reset` in the present view, and its `address`; undefined: nothing. */
  get player() {
    const { own } = VIEWS.find(({ id }) => id === this.current);
    return own ? this.opened.get(this.current)?.player : this.page.train;
  }

  /** Whether a view has runs that end with Python. */
  get running() {
    return [...this.opened.values()].some(({ player }) => player?.loop?.begun);
  }

  /** Python is not up. */
  down() {
    this.#about = null;
    for (const view of this.opened.values()) view.down?.();
  }

  /** A few words beside a view's name: what goes on there. @param {string} id @param {string} words */
  tell(id, words) {
    const note = this.#tab(id).querySelector("small");
    if (note.textContent !== words) note.textContent = words;
  }

  /** Shows the view that the address names; says so if there is none, and shows another. */
  #follow() {
    const { address } = this.page;
    const asked = address.place;
    const { view, place, found } = viewAt(asked);
    if (place !== asked) address.correct(place);
    if (found) this.note.hidden = true;
    else this.#missed(asked, view);
    if (view.id !== this.current) this.#show(view);
    this.#tellShown(view);
    if (!view.own) this.page.train.follow(address.settings);
    this.page.begin();
  }

  #tellShown({ id }) {
    const { rest, settings } = this.page.address;
    this.opened.get(id)?.shown?.(rest, settings);
  }

  /** @param {string} asked what is not here @param {{name: string}} view what is shown */
  #missed(asked, { name }) {
    const short = asked.length > LONGEST ? `${asked.slice(0, LONGEST)} …` : asked;
    this.note.textContent = `There is no page “${short}” here. This is “${name}”.`;
    this.note.hidden = false;
  }

  /** Scrolls to the views if they are out of sight. */
  #bringIntoSight() {
    if (parent !== window) return; // it would scroll the page around, too
    const views = this.bar.parentElement;
    const { top, bottom } = views.getBoundingClientRect();
    if (top > SEEN * innerHeight || bottom < 0) views.scrollIntoView({ block: "start" });
  }

  #show(view) {
    this.opened.get(this.current)?.hidden?.();
    this.current = view.id;
    for (const tab of this.tabs) {
      const selected = tab.id === `tab-${view.id}`;
      tab.setAttribute("aria-selected", String(selected));
      tab.tabIndex = selected ? 0 : -1;
      const panel = document.getElementById(tab.getAttribute("aria-controls"));
      if (panel) panel.hidden = !selected;
    }
    this.#scroll();
    document.title = view === VIEWS[0] ? this.#title : `${view.name} — pycore`;
    if (view.load && !document.getElementById(`view-${view.id}`)) this.opening = this.#open(view);
  }

  /** Makes the view's panel, loads its code and lets that fill it. */
  async #open(view) {
    const panel = panelOf(view);
    this.bar.parentElement.append(panel);
    try {
      const late = () => panel.querySelector(".fine")?.replaceChildren(stillLoading(view));
      const { open } = await patiently(view.load(), late);
      panel.replaceChildren();
      const opened = (await open(panel, this.page)) ?? {};
      this.opened.set(view.id, opened);
      if (this.current === view.id) this.#tellShown(view);
      if (this.#about) await opened.up?.(this.#about);
      this.page.begin();
    } catch (error) {
      this.#offerRetry(view, panel, error);
    }
  }

  #offerRetry(view, panel, error) {
    const again = () => {
      panel.remove();
      this.#open(view);
      this.#tab(view.id).focus();
    };
    const place = document.createElement("div");
    place.className = "notice";
    place.setAttribute("role", "alert");
    panel.replaceChildren(place);
    const sentence = `“${view.name}” could not be loaded. The rest of the page works without it.`;
    new Notice(place).show(sentence, { label: "Retry", act: again }, String(error));
  }

  /** Goes to the row of tabs: the selected one. */
  focus() {
    this.#tab(this.current).focus();
  }

  /** Brings the selected tab into sight, if the row is longer than the screen is wide. */
  #scroll() {
    const tab = this.#tab(this.current);
    this.bar.scrollLeft = tab.offsetLeft - tab.offsetWidth;
  }

  #press(event) {
    const focused = /** @type {HTMLAnchorElement} */ (document.activeElement);
    const place = this.tabs.indexOf(focused);
    const move = MOVES[event.key];
    if (place < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    if (move) this.tabs.at(move(place) % this.tabs.length).focus();
    else if (event.key === " ") focused.click();
    else return;
    event.preventDefault();
  }

  #tab(id) {
    return this.tabs.find((tab) => tab.id === `tab-${id}`);
  }
}

/** A link, so that it can be copied, and opened elsewhere. */
function tabOf({ id, name }, href) {
  const tab = document.createElement("a");
  tab.id = `tab-${id}`;
  tab.href = href;
  tab.setAttribute("role", "tab");
  tab.setAttribute("aria-controls", `view-${id}`);
  const note = document.createElement("small");
  note.setAttribute("aria-hidden", "true"); // it changes all the time; the view says it, too
  tab.append(name, note);
  return tab;
}

/** Where it says that the address leads nowhere. */
function noteBelow(bar) {
  const note = document.createElement("p");
  note.className = "notice missed";
  note.setAttribute("role", "status");
  note.setAttribute("aria-label", "Address that was not found");
  note.hidden = true;
  bar.after(note);
  return note;
}

const stillLoading = ({ name }) => `Still waiting for “${name}”. Reload to try again.`;

function panelOf({ id, name }) {
  const panel = document.createElement("section");
  panel.id = `view-${id}`;
  panel.className = "view";
  panel.setAttribute("role", "tabpanel");
  panel.setAttribute("aria-labelledby", `tab-${id}`);
  panel.tabIndex = -1;
  const wait = document.createElement("p");
  wait.className = "fine";
  wait.textContent = `Loading “${name}” …`;
  panel.append(wait);
  return panel;
}
