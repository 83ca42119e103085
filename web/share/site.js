// What the texts say about this page: its address, how to embed it, and that code is edited.

export const EDITED =
  "This page uses edited code. pip installs the original code, which may give another curve.";

/** Where this page lies, and the package for pip beside it. @param {import("../python/python.js").Python} python */
export function siteOf(python) {
  const page = new URL("./", location.href).href;
  const wheel = Object.keys(python.files).find((path) => /^pycore_digits-.*\.whl$/.test(path));
  return { page, wheel: `${page}${wheel}` };
}

/** @param {string} page @param {string} address */
export const embed = (page, address) =>
  `<script src="${quoted(page)}embed.js" async></script>\n<pycore-digits address="${quoted(address)}"></pycore-digits>\n`;

const quoted = (text) =>
  text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
