// Runs pytest inside the page's own Pyodide in a worker of a browser, as test_kernel.py asks for it: with a
// message that holds Python's environment and pytest's options. Answers with the exit code and the output.

import { loadPyodide } from "./pyodide/pyodide.mjs";
import { ENVIRONMENT, pytest } from "./pytest.mjs";

const fetchBytes = async (path) => (await fetch(path)).arrayBuffer();

async function run({ environment, options }) {
  const archives = ["project", "packages"].map((name) => [name, fetchBytes(`./${name}.zip`)]);
  const pyodide = await loadPyodide({ env: { ...ENVIRONMENT, ...environment } });
  await pyodide.loadPackage("numpy", { messageCallback: () => {} });
  for (const [name, bytes] of archives) {
    pyodide.unpackArchive(await bytes, "zip", { extractDir: `/${name}` });
  }
  const lines = [];
  pyodide.setStdout({ batched: (line) => lines.push(line) });
  const code = pytest(pyodide, options);
  return { code, output: lines.join("\n") };
}

self.onmessage = async ({ data }) => {
  const found = await run(data).catch((error) => ({ code: null, output: error.message }));
  self.postMessage(found);
};
