// What the page does at this moment, as one plain object: for the browser's console, the tests and the bench.
// docs/status.md describes each field; code that reads these needs to know nothing about how the page is built.

import { state } from "./state/page_state.js";

/** @param {import("./app.js").App} app */
export function statusOf(app) {
  const { python, pad, reader, train, tabs } = app;
  return {
    view: tabs?.current ?? null,
    views: tabs?.tabs.map(({ id }) => id.replace("tab-", "")) ?? [],
    python: python.up ? "up" : python.wanted ? "starting" : "off",
    ready: app.ready,
    offline: app.offline !== null,
    network: state.reader === "mine" ? "mine" : (state.card?.name ?? "small"),
    settled: app.settled,
    reading: !reader.settled,
    drawing: { marks: marksOf(pad), blank: pad.blank, underway: Boolean(pad.drawing) },
    settings: train.settings.read(),
    run: runOf(train),
    curves: Object.fromEntries(["loss", "accuracy"].map((name, i) => [name, curve(train, i)])),
    runs: Object.fromEntries([...(tabs?.opened ?? [])].map(([id, view]) => [id, runsOf(view)])),
  };
}

/** Without the pixels of pictures. @param {import("./draw/pad.js").Pad} pad */
const marksOf = ({ marks }) => marks.map((mark) => ("image" in mark ? { picture: true } : mark));

/** @param {import("./train/view.js").TrainView} train */
function runOf({ loop: { phase, busy }, run }) {
  const { step = 0, epoch = 0 } = run?.at ?? {};
  return { phase, busy, step, epoch, layers: run?.facts?.layers ?? null };
}

/** @param {import("./train/view.js").TrainView} train @param {number} which */
function curve({ charts }, which) {
  const { raw, validation, words, held } = charts[which];
  const native = held?.training.x.length ?? 0;
  return { training: raw.y, validation: validation.y, words, native };
}

/** Of a view with runs side by side, those in sight, by their names. @param {any} view */
function runsOf({ player }) {
  const { loop } = player ?? {};
  if (!loop) return null;
  const lanes = [...loop.runs].map(([name, { history, figures, facts, at }]) => {
    return [name, { ...history, figures, plan: facts, at: at.step, seconds: at.spent }];
  });
  return { phase: loop.phase, lanes: Object.fromEntries(lanes) };
}
