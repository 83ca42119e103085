// Runs bytecode.py inside the page's own Python: node tools/precompile.mjs PYODIDE WHEEL OUT
// PYODIDE is the folder of Pyodide as it came; OUT receives the new standard library and the new wheel.

import { basename, dirname, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const COMPILE = `
import sys
from pathlib import Path

sys.path.append("/tools")
import bytecode

bytecode.main(Path("/pyodide", bytecode.LIBRARY), Path("/wheel", wheel), Path("/out"))
`;

async function main(folder, wheel, out) {
  const { loadPyodide } = await import(pathToFileURL(resolve(folder, "pyodide.mjs")));
  const pyodide = await loadPyodide({
    packageBaseUrl: `${resolve(dirname(wheel))}/`,
    // Where sets are in random order, so may be the bytes.
    env: { HOME: "/home/pyodide", PYTHONHASHSEED: "0" },
  });
  await pyodide.loadPackage("numpy", { messageCallback: () => {} });
  const tools = dirname(fileURLToPath(import.meta.url));
  const mounts = { "/pyodide": folder, "/wheel": dirname(wheel), "/out": out, "/tools": tools };
  for (const [at, host] of Object.entries(mounts)) pyodide.mountNodeFS(at, resolve(host));
  pyodide.globals.set("wheel", basename(wheel));
  pyodide.runPython(COMPILE);
}

try {
  await main(...process.argv.slice(2));
} catch (error) {
  // Not left to Node, which would print the whole of Pyodide's one-line script with it.
  console.error(error.message);
  process.exitCode = 1;
}
