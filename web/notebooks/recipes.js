// The Python side of these views, notebooks/*.py: one for both.

import { Side } from "../side.js";

/** @type {WeakMap<object, Side>} */
const known = new WeakMap();

/** @param {import("../python.js").Python} python @returns {Side} */
export function recipesOf(python) {
  if (!known.has(python)) known.set(python, new Side(python, "notebooks"));
  return /** @type {Side} */ (known.get(python));
}
