// How uPlot draws a chart: axes, lines, colours from the page's own tokens.

import { whole } from "../ui/format.js";

const FONT = "12px system-ui, sans-serif";

/**
 * The page's tokens as they are now: those of axes, and `more`. To ask for one lays the page out.
 * @param {Element} element @param {string[]} more
 */
export function coloursAt(element, more) {
  const style = getComputedStyle(element);
  const names = ["--line", "--muted", ...more];
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(name)]));
}

/** @param {import("./line_chart.js").LineChart} chart @returns {object} uPlot's options */
export function options(chart) {
  const colour = (name) => () => chart.colours[name];
  const grid = { stroke: colour("--line"), width: 1 };
  const axis = { stroke: colour("--muted"), font: FONT, ticks: { show: false }, grid, gap: 6 };
  const steps = (_, values) => values.map((value) => (Number.isInteger(value) ? whole(value) : ""));
  return {
    width: 320,
    height: 200,
    padding: [8, 22, 0, 0], // right: half of the widest step that may be written there
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: {
        time: false,
        range: (_, min, max) => [Math.min(1, min ?? 1), Math.max(20, max ?? 20, chart.lastStep)],
      },
      y: { range: () => chart.yRange },
    },
    axes: [
      { ...axis, size: 28, space: 64, values: steps, grid: { show: false } },
      { ...axis, size: 50, space: 36, values: (_, values) => values.map(chart.quantity.tick) },
    ],
    series: [{}, ...chart.lines.map((line) => series(line, colour(line.colour)))],
  };
}

/** @param {import("./line_chart.js").Line} line @param {() => string} stroke */
const series = ({ width = 0, dash, dots = () => false, ring = false }, stroke) => ({
  stroke,
  width,
  dash,
  spanGaps: true,
  ...(width ? {} : { paths: () => null }),
  points: ring
    ? { show: dots, size: 10, width: 1.5, fill: "transparent", stroke }
    : { show: dots, size: 6, fill: stroke },
});
