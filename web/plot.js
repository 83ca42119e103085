// How uPlot draws a chart: axes, lines, colours from the page's own tokens.

import { whole } from "./format.js";

const NAMES = ["--line", "--muted", "--training", "--training-faint", "--validation"];
const FONT = "12px system-ui, sans-serif";

/** The page's tokens as they are now; to ask for one lays the page out. @param {Element} element */
export function coloursAt(element) {
  const style = getComputedStyle(element);
  return Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(name)]));
}

/** @param {import("./chart.js").Chart} chart @returns {object} uPlot's options */
export function options(chart) {
  const colour = (name) => () => chart.colours[name];
  const grid = { stroke: colour("--line"), width: 1 };
  const axis = { stroke: colour("--muted"), font: FONT, ticks: { show: false }, grid, gap: 6 };
  const steps = (_, values) => values.map((value) => (Number.isInteger(value) ? whole(value) : ""));
  const line = (name, width) => ({
    stroke: colour(name),
    width,
    spanGaps: true,
    points: { show: false },
  });
  return {
    width: 320,
    height: 200,
    padding: [8, 12, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: (_, min, max) => [Math.min(1, min ?? 1), Math.max(20, max ?? 20)] },
      y: { range: () => chart.yRange },
    },
    axes: [
      { ...axis, size: 28, space: 64, values: steps, grid: { show: false } },
      { ...axis, size: 50, space: 36, values: (_, values) => values.map(chart.quantity.tick) },
    ],
    series: [
      {},
      line("--training-faint", 1),
      line("--training", 2),
      { ...line("--validation", 2), points: dots(chart, colour("--validation")) },
    ],
  };
}

/** A dot at each validation, while they can be told apart. */
const dots = (chart, fill) => ({ show: () => chart.validation.x.length < 80, size: 6, fill });
