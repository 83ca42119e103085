// Verify: are the gradients right, and do pycore's tests pass, by the code in use?

import { button, make } from "../ui/dom.js";
import { Suite } from "./suite.js";

export class Checks {
  /** @param {import("./code_session.js").CodeSession} session */
  constructor(session) {
    this.session = session;
    this.gradients = button("Check the gradients", () => this.checkGradients());
    this.result = make("div", { className: "result" });
    this.verdict = make("p", { role: "status", "aria-label": "Gradient check" });
    this.suite = new Suite(session);
    const words =
      "This checks the backward pass. It changes each weight of a small network a little, measures the change of the loss, and compares that with the gradient. It uses the code in use, edited or not.";
    this.element = make(
      "section",
      { className: "checks" },
      make("h3", {}, "Verify"),
      make("p", { className: "fine" }, words),
      make("div", { className: "buttons" }, this.gradients),
      this.verdict,
      this.result,
      this.suite.element,
    );
    this.down();
  }

  up() {
    this.gradients.disabled = false;
    this.suite.up();
  }

  down() {
    this.gradients.disabled = true;
    this.suite.down();
  }

  async checkGradients() {
    this.#show("Checking …");
    try {
      const found = await this.session.call("check_gradients", this.session.seen);
      if (found.raised) this.#show("The code in use raised an error.", errorOf(found.raised));
      else this.#show(sentence(found), tableOf(found));
    } catch (error) {
      this.#show(error.message);
    }
  }

  #show(words, ...details) {
    this.verdict.textContent = words;
    this.result.replaceChildren(...details);
  }
}

const errorOf = (text) => make("pre", { className: "output error" }, text);

/** Which layer is wrong, and by how much. */
function sentence({ layers, faults }) {
  const wrong = layers.filter((layer) => layer.wrong).map((layer) => layer.name);
  if (faults.length) {
    const told = faults.map(
      (fault) =>
        `${fault.name}, where the gradient with respect to ${fault.by} should be ${figure(fault.is)} but is ${figure(fault.says)}`,
    );
    const spoilt = wrong.length ? ` This makes the gradients of ${wrong.join(" and ")} wrong.` : "";
    return `Wrong: ${told.join("; ")}.${spoilt}`;
  }
  if (wrong.length) return `Wrong: the gradients of ${wrong.join(" and ")}.`;
  const worst = Math.max(...layers.flatMap(({ errors }) => errors));
  return `Correct: in every layer the gradients agree with finite differences, to ${worst.toExponential(0)}.`;
}

function tableOf({ layers }) {
  const row = (tag, texts) => make("tr", {}, ...texts.map((text) => make(tag, {}, text)));
  const rows = layers.map(({ name, errors, wrong }) =>
    row("td", [name, ...errors.map(error), wrong ? "wrong" : "correct"]),
  );
  return make(
    "table",
    {},
    make("caption", { className: "fine" }, "Largest relative error"),
    make("thead", {}, row("th", ["", "weights", "biases", ""])),
    make("tbody", {}, ...rows),
  );
}

const figure = (value) => Number(value.toPrecision(3)).toString();
const error = (value) => (value < 0.001 ? value.toExponential(0) : value.toFixed(3));
