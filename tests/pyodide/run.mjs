// Runs pytest inside the page's own Pyodide: node tests/pyodide/run.mjs PACKAGES [pytest's options]
// PACKAGES is a folder with pytest and what it needs; dist/ must have been built.

import { fileURLToPath } from "node:url";
import { loadPyodide } from "../../dist/vendor/pyodide/pyodide.mjs";
import { ENVIRONMENT, pytest } from "./pytest.mjs";

async function main(packages, ...options) {
  const pyodide = await loadPyodide({ env: ENVIRONMENT });
  await pyodide.loadPackage("numpy", { messageCallback: () => {} });
  pyodide.mountNodeFS("/project", fileURLToPath(new URL("../..", import.meta.url)));
  pyodide.mountNodeFS("/packages", packages);
  return pytest(pyodide, options);
}

try {
  process.exitCode = await main(...process.argv.slice(2));
} catch (error) {
  // Not left to Node, which would print the whole of Pyodide's one-line script with it.
  console.error(`Pyodide could not run the tests: ${error.message}`);
  process.exitCode = 1;
}
