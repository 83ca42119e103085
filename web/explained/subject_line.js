// Says what is read and by which network. If the canvas is empty, it offers another digit.

import { make } from "../ui/dom.js";
import { aDigit, percent } from "../ui/format.js";
import { sick } from "./numbers.js";

export class SubjectLine {
  /** @param {import("./teacher.js").Teacher} teacher @param {() => void} onOther */
  constructor(teacher, onOther) {
    this.teacher = teacher;
    this.text = make("span");
    this.other = make("button", { type: "button", className: "link", onclick: onOther });
    this.other.textContent = "another digit";
    this.element = make("p", { className: "fine subject" }, this.text, " ", this.other);
  }

  /** @param {{label: number | null, who: string, layers: number[], digit: number, probability: number, insteadOf?: {who: string, layers: (number | string)[]}}} found */
  show(found) {
    const { label, digit, probability, insteadOf } = found;
    const drawn = label === null || label === undefined;
    const what = drawn
      ? "Your drawing"
      : `The canvas is empty, so this is ${aDigit(label)} of MNIST’s training images`;
    const says = sick(probability) ? "" : `, which says ${digit} (${percent(probability, 0)})`;
    const why = insteadOf
      ? ` This view explains only dense layers. The answer beside the canvas is from ${this.teacher.network(insteadOf)}.`
      : "";
    this.text.textContent = `${what}, read by ${this.teacher.network(found)}${says}.${why}`;
    this.other.hidden = drawn;
  }
}
