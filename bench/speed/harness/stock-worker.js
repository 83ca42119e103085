import { loadPyodide } from "./stock/pyodide.mjs";

const pyodide = await loadPyodide({ packages: ["numpy"] });
pyodide.runPython("import numpy as np");
postMessage("imported");
pyodide.runPython(`
(np.ones((1, 784), np.float32) @ np.ones((784, 10), np.float32)).argmax()
`);
postMessage("predicted");
