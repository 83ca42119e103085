// The controls and fields of a view that makes its own; those of Train stand in index.html.

import { make } from "../ui/dom.js";
import { Notice } from "../ui/notice.js";
import { iconButton } from "./dom.js";
import { runFields } from "./run_fields.js";

/**
 * @param {string} name of the runs, for labels
 * @param {Record<string, number>} values of the fields
 * @param {(field: string) => void} onChange told which field the visitor changed
 */
export function makeParts(name, values, onChange) {
  const elements = {
    run: iconButton("play", "Run", null, "primary"),
    step: iconButton("step", "Step", null),
    finish: iconButton("end", "Finish here", null),
    reset: iconButton("reset", "Reset", null),
    progress: make("progress", { max: 1, value: 0, "aria-label": `Progress of ${name}` }),
    status: make("p", { className: "status", role: "status", "aria-label": `Status of ${name}` }),
  };
  const { run, step, finish, reset, progress, status } = elements;
  const settings = runFields(values, onChange);
  const bar = make(
    "div",
    { className: "controls" },
    make("div", { className: "buttons" }, run, step, finish, reset),
    settings.element,
    make("div", { className: "progress" }, progress, status),
  );
  const notice = new Notice(make("div", { className: "notice", role: "alert", hidden: true }));
  const note = make("p", { className: "fine", role: "status", "aria-label": "Address" });
  return { bar, elements, settings, notice, note };
}
