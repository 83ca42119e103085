// One array of a pass: its name, type and shape, its picture, what the colours mean, its numbers if few.

import { make } from "../ui/dom.js";
import { HeatMap } from "./heatmap.js";
import { number, shapeText, sick } from "./numbers.js";

export class ArrayView {
  /** @param {(at: number) => void} onChoose */
  constructor(onChoose) {
    this.heat = new HeatMap("", onChoose);
    this.caption = make("figcaption");
    this.low = make("span");
    this.high = make("span");
    const bar = make("i", { "aria-hidden": "true" });
    this.scale = make("p", { className: "scale" }, this.low, bar, this.high);
    this.few = make("ol", { className: "few", start: 0 });
    this.element = make(
      "figure",
      { className: "array" },
      this.caption,
      this.heat.element,
      this.few,
      this.scale,
    );
  }

  /** @param {{name: string, dtype: string, shape: number[], values: ArrayLike<number>}} array @param {(at: number) => string} say */
  show({ name, dtype, shape, values }, say) {
    this.caption.replaceChildren(make("b", {}, name), ` ${dtype} ${shapeText(shape)}`);
    this.heat.label = `${name}, ${dtype}, shape ${shapeText(shape)}`;
    this.heat.show(values, columnsOf(shape, values.length), say);
    const most = number(this.heat.most);
    const signed = Array.prototype.some.call(values, (value) => value < 0);
    this.scale.classList.toggle("unsigned", !signed);
    this.low.textContent = signed ? `−${most}` : "0";
    this.high.textContent = most;
    this.scale.hidden = this.heat.element.hidden = values.length === 1;
    const bad = Array.prototype.filter.call(values, sick).length;
    if (bad) this.caption.append(` — ${bad} not finite`);
    this.few.hidden = values.length > 10;
    this.few.replaceChildren(...(values.length > 10 ? [] : Array.from(values, item)));
  }
}

const item = (value) => make("li", { className: sick(value) ? "sick" : "" }, number(value, 2));

/** How wide the picture of an array is: as it is, if it is a picture or a matrix. */
export function columnsOf(shape, size) {
  if (shape.length === 2 && shape[0] > 1) return shape[1];
  if (size === 784) return 28;
  if (size <= 16) return Math.max(1, size);
  const wide = Math.ceil(Math.sqrt(2.5 * size));
  for (let columns = wide; columns > wide / 2; columns--) if (size % columns === 0) return columns;
  return wide;
}
