// Runs pytest inside the page's own Pyodide: node tests/pyodide/run.mjs PACKAGES [pytest's options]
// PACKAGES is a folder with pytest and what it needs; dist/ must have been built.

import { fileURLToPath } from "node:url";
import { loadPyodide } from "../../dist/vendor/pyodide/pyodide.mjs";

const PYTEST = `
import os, sys

os.chdir("/project")
sys.path.append("/packages")
import pytest

int(pytest.main(["-o", "cache_dir=/tmp/pytest", "-p", "no:faulthandler", *options.to_py()]))
`;

async function main(packages, ...options) {
  const pyodide = await loadPyodide({ env: { HOME: "/tmp", PYTHONDONTWRITEBYTECODE: "1" } });
  await pyodide.loadPackage("numpy", { messageCallback: () => {} });
  pyodide.mountNodeFS("/project", fileURLToPath(new URL("../..", import.meta.url)));
  pyodide.mountNodeFS("/packages", packages);
  pyodide.globals.set("options", options);
  return pyodide.runPython(PYTEST);
}

try {
  process.exitCode = await main(...process.argv.slice(2));
} catch (error) {
  // Not left to Node, which would print the whole of Pyodide's one-line script with it.
  console.error(`Pyodide could not run the tests: ${error.message}`);
  process.exitCode = 1;
}
