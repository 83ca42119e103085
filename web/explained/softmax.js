// Softmax, the textbook and the stable version, on the same ten logits of any size.

import { make } from "../ui/dom.js";
import { Latest } from "../ui/latest.js";
import { table } from "./controls.js";
import { number, sick } from "./numbers.js";
import { SubjectLine } from "./subject_line.js";

const WORDS =
  "Softmax raises e to the power of each logit. e⁸⁹ is too large for a float32, so NumPy makes it inf. inf / inf is NaN (not a number), and arithmetic with NaN gives NaN. The stable version first subtracts the largest logit from all of them, so the largest power is e⁰ = 1. The probabilities stay the same, because numerator and denominator change by the same factor.";

export class Screen {
  #latest = new Latest((error) => this.#say(error));

  /** @param {import("./teacher.js").Teacher} teacher */
  constructor(teacher) {
    this.teacher = teacher;
    this.subject = new SubjectLine(teacher, () => {
      teacher.nextSample();
      this.#again();
    });
    this.slider = input("range", "Size of the logits", { min: 1, max: 200, step: 1, value: 20 });
    this.field = input("number", "Size of the logits, as a number", { step: "any", value: 20 });
    this.slider.oninput = () => this.#resize(this.slider.value, this.field);
    this.field.oninput = () => this.#resize(this.field.value, this.slider);
    this.verdict = make("p", { className: "words", role: "status", "aria-label": "Overflow" });
    this.sheet = make("div");
    this.laws = make("div", { className: "laws" });
    const title = make("h2", {}, "Softmax, and how it overflows");
    this.element = make(
      "section",
      { className: "screen" },
      make("header", { className: "view-head" }, title, this.subject.element),
      make("p", { className: "words" }, WORDS),
      make("div", { className: "choosing" }, this.words(), this.slider, this.field),
      this.verdict,
      this.sheet,
      this.laws,
    );
  }

  words() {
    const text = "The ten logits, scaled to the range from 0 to";
    return make("span", { "aria-hidden": "true" }, text);
  }

  async update() {
    if (!this.laws.firstChild)
      this.laws.append(...["softmax_naive", "softmax"].map((name) => this.teacher.law(name)));
    const size = Number(this.field.value);
    if (this.field.value === "" || !Number.isFinite(size)) return;
    const [found, subject] = await Promise.all([
      this.teacher.call("softmax_by_size", this.teacher.seen, size),
      this.teacher.call("about", this.teacher.seen),
    ]);
    this.subject.show(subject);
    this.#show(found);
  }

  #resize(value, other) {
    other.value = value;
    this.#again();
  }

  #again() {
    this.#latest.run(() => this.update());
  }

  #show({ logits, naive, stable, least, limit, dtype }) {
    const lost = Array.prototype.filter.call(naive.probs, sick).length;
    const who =
      ["", "one of the ten probabilities is"][lost] ?? `${lost} of the ten probabilities are`;
    const said = lost
      ? `In the textbook version ${who} NaN; in the stable version all are numbers.`
      : "Both versions give the same probabilities.";
    this.verdict.textContent = `${said} A ${dtype} holds powers of e up to e^${number(limit)}.`;
    this.verdict.classList.toggle("sick", lost > 0);
    const rows = Array.from(logits, (logit, digit) => [
      String(digit),
      number(logit),
      cell(naive.probs[digit]),
      cell(stable.probs[digit]),
      cell(naive.e[digit]),
      cell(stable.e[digit]),
    ]);
    rows.push(["sum", "", "", "", cell(naive.sum), cell(stable.sum)]);
    rows.push([`loss if ${least}`, "", cell(naive.loss), cell(stable.loss), "", ""]);
    const heads = ["digit", "logit z", "textbook", "stable", "eᶻ", "eᶻ⁻ᵐ"];
    this.sheet.replaceChildren(table("Softmax, textbook and stable", heads, rows));
  }

  #say(error) {
    if (error.name !== "PythonGone") this.verdict.textContent = error.message;
  }
}

const cell = (value) => make("span", { className: sick(value) ? "sick" : "" }, number(value));
const input = (type, label, more) =>
  make("input", { type, "aria-label": label, autocomplete: "off", ...more });
