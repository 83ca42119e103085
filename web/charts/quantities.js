// The two quantities that are charted: how a value is written, at the curve and at the axis, and which
// range the axis shows.

import { lossText, percent } from "../ui/format.js";

/** Mean cross-entropy: from 0 up. @type {import("./line_chart.js").Quantity} */
export const LOSS = {
  text: lossText,
  tick: (value) => String(Number(value.toPrecision(3))),
  range: (values) => [0, values.length ? 1.05 * Math.max(...values) : 2.5],
};
/** Share of right answers: up to 1. @type {import("./line_chart.js").Quantity} */
export const ACCURACY = {
  text: (value) => percent(value),
  tick: (value) => `${Number((100 * value).toFixed(1))} %`,
  range: (values) => [values.length ? Math.floor(9.99 * Math.min(...values)) / 10 : 0, 1],
};
