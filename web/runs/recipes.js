// The Python side of the views "Notebooks" and "Race", which lies beside this file: one for both.

import { PythonPackage } from "../python/python_package.js";

/** @type {WeakMap<object, PythonPackage>} */
const known = new WeakMap();

/** @param {import("../python/python.js").Python} python @returns {PythonPackage} */
export function recipesOf(python) {
  if (!known.has(python)) known.set(python, new PythonPackage(python, "runs"));
  return /** @type {PythonPackage} */ (known.get(python));
}
