// The views at the right of the page, in the order of their tabs. To add one: a line here, and a module.

/**
 * What a view's module exports. `open` fills the panel, once, when the view is first opened; what it
 * returns is told, if it asks: that the view is shown (with what follows its name in the address, as in
 * `#name/rest`, and with the settings that stand there, for Python to read) or hidden; that Python is up
 * (at once, if it is), or is not.
 * @typedef {{open: (panel: HTMLElement, page: import("./app.js").App) => Opened | Promise<Opened>}} ViewModule
 * @typedef {{shown?: (rest: string, settings: string) => void, hidden?: () => void, up?: (about: object) => void, down?: () => void, player?: any}} Opened
 */

/**
 * The first is in index.html. `own`: the settings in the address are the view's own, not Train's. `pages`:
 * what may follow its name in the address.
 * @type {{id: string, name: string, own?: boolean, pages?: string[], load?: () => Promise<ViewModule>}[]}
 */
export const VIEWS = [
  { id: "train", name: "Train" },
  {
    id: "notebooks",
    name: "Notebooks",
    own: true,
    pages: ["000", "001", "002", "003", "004"],
    load: () => import("./notebooks/view.js"),
  },
  { id: "race", name: "Race", own: true, load: () => import("./race/view.js") },
  { id: "code", name: "Code", load: () => import("./code/view.js") },
  {
    id: "explained",
    name: "Explained",
    pages: ["forward", "backward", "softmax", "bias", "start", "accuracy"],
    load: () => import("./explained/view.js"),
  },
];

/** A place in the address that is no view's: there is the pad alone, see docs/embedding.md. */
const PAD_ALONE = "draw";

/**
 * The view that a place in the address means; `place` as it is written, and whether it was found.
 * @param {string} asked
 */
export function viewAt(asked) {
  const place = asked.toLowerCase().replace(/\/+$/, "");
  const [id, ...rest] = place.split("/");
  const view = VIEWS.find((each) => each.id === id) ?? VIEWS[0];
  const page = rest.join("/");
  const known = view.id === id && (!page || view.pages?.includes(page));
  if (known || !place || id === PAD_ALONE) return { view, place, found: true };
  return { view, place: view.id, found: false };
}
