// "Share" in a notebook: its runs as texts to take along. Loaded when it is first opened.

import { PythonPackage } from "../python/python_package.js";
import { state } from "../state/page_state.js";
import { loadStyle } from "../ui/dom.js";
import { Latest } from "../ui/latest.js";
import { Copies } from "./copies.js";
import { EDITED, embed, siteOf } from "./site.js";

/** @param {HTMLDetailsElement} place @param {import("../notebooks/notebook.js").Notebook} notebook */
export async function open(place, notebook) {
  await loadStyle("./share/share.css");
  const { python } = notebook.page;
  const side = new PythonPackage(python, "share");
  const copies = new Copies(["link", "script", "command", "embed"]);
  const failed = (error) => copies.show(null, error.message);
  const latest = new Latest((error) => error.name === "PythonGone" || failed(error));
  place.append(copies.element);

  const show = async () => {
    const { address } = notebook;
    const site = siteOf(python);
    const { notes, ...texts } = await side.call("notebook_copies", address, site);
    const link = `${site.page}#${address}`;
    const says = state.edited.length ? `${notes} ${EDITED}` : notes;
    copies.show({ ...texts, link, embed: embed(site.page, address) }, says);
  };
  const follow = () => place.open && python.up && notebook.address && latest.run(show);
  document.addEventListener("settings", follow);
  document.addEventListener("ready", () => side.forget()); // Python is another one, perhaps
  place.addEventListener("toggle", follow);
  follow();
}
