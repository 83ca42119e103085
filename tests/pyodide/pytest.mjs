// Runs pytest in a Pyodide that has the project at /project and pytest, with what it needs, at /packages.

const PYTEST = `
import os, sys

os.chdir("/project")
sys.path.append("/packages")
import pytest

int(pytest.main(["-o", "cache_dir=/tmp/pytest", "-p", "no:faulthandler", *options.to_py()]))
`;

/** What Python's environment must have. */
export const ENVIRONMENT = { HOME: "/tmp", PYTHONDONTWRITEBYTECODE: "1" };

/** @param {any} pyodide @param {string[]} options pytest's @returns {number} pytest's exit code */
export function pytest(pyodide, options) {
  pyodide.globals.set("options", options);
  return pyodide.runPython(PYTEST);
}
