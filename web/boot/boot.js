// The start of Python, as the visitor sees it: what is going on, how much of it, and the ways out if it takes long.

import { button } from "../ui/dom.js";
import { megabytes } from "../ui/format.js";

/** A start that takes longer than this is slow. */
const SLOW_SECONDS = 8;

export class Boot {
  /**
   * @param {HTMLElement} element
   * @param {(sentence: string) => void} say told what is waited for, once a phase
   * @param {{retry: () => void, cancel: () => void}} ways out, offered when it takes long
   */
  constructor(element, say, { retry, cancel }) {
    this.element = element;
    this.phase = element.querySelector("#boot-phase");
    this.bytes = element.querySelector("#boot-bytes");
    this.bar = element.querySelector("progress");
    /** @type {HTMLElement} */
    this.ways = element.querySelector("#boot-ways");
    this.ways.append(button("Cancel", cancel), button("Retry", retry));
    this.say = say;
  }

  /** @param {import("../python/python.js").BootState} state */
  show({ phase, loaded, total, stalled, seconds = 0 }) {
    const slow = seconds >= SLOW_SECONDS;
    this.element.hidden = false;
    this.phase.textContent = stalled ? `Still waiting for ${stalled}` : capital(phase);
    this.bytes.textContent = total ? megabytes(loaded, total) : slow ? `${seconds} s so far` : "";
    if (total) this.bar.value = loaded / total;
    else this.bar.removeAttribute("value"); // nobody knows how much is left
    this.ways.hidden = !stalled && !slow;
    this.say(`Waiting for Python — ${stalled ? "still " : ""}${phase}`);
  }

  hide() {
    this.element.hidden = true;
  }
}

const capital = (text) => text[0].toUpperCase() + text.slice(1);
