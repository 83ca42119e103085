// The start of Python, as the visitor sees it: what is going on, how much of it, and what if it fails.

import { megabytes } from "./format.js";

export class Boot {
  /**
   * @param {HTMLElement} element
   * @param {(sentence: string) => void} say told what is waited for, once a phase
   */
  constructor(element, say) {
    this.element = element;
    [this.phase, this.bytes, this.bar] = ["#boot-phase", "#boot-bytes", "#boot-progress"].map(
      (name) => element.querySelector(name),
    );
    this.say = say;
  }

  /** @param {import("./python.js").BootState} state */
  show({ phase, loaded, total, stalled }) {
    this.element.hidden = false;
    this.phase.textContent = stalled ? `Still waiting for ${stalled}` : capital(phase);
    this.bytes.textContent = total ? megabytes(loaded, total) : "";
    if (total) this.bar.value = loaded / total;
    this.say(`Waiting for Python — ${stalled ? "still " : ""}${phase}`);
  }

  hide() {
    this.element.hidden = true;
  }
}

const capital = (text) => text[0].toUpperCase() + text.slice(1);
