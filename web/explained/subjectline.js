// What is read, and by which network; with a blank pad, the offer of another digit.

import { make } from "../dom.js";

export class SubjectLine {
  /** @param {import("./teacher.js").Teacher} teacher @param {() => void} onOther */
  constructor(teacher, onOther) {
    this.teacher = teacher;
    this.text = make("span");
    this.other = make("button", { type: "button", className: "link", onclick: onOther });
    this.other.textContent = "another digit";
    this.element = make("p", { className: "fine subject" }, this.text, " ", this.other);
  }

  /** @param {{label: number | null, layers: number[], instead: boolean}} found */
  show({ label, layers, instead }) {
    const drawn = label === null || label === undefined;
    const what = drawn
      ? "Your drawing"
      : `The pad is blank, so this is a ${label} of MNIST’s training images`;
    const why = instead ? " Yours is not shown here: only dense layers are explained." : "";
    this.text.textContent = `${what}, read by ${this.teacher.network(layers, instead)}.${why}`;
    this.other.hidden = drawn;
  }
}
