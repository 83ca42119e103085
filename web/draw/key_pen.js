// A pen for the keyboard: arrows move it, Space puts it down and lifts it.

import { SIDE } from "./ink.js";

const STEP = 10;
const SMALL_STEP = 2;
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class KeyPen {
  #x = SIDE / 2;
  #y = SIDE / 2;

  /**
   * @param {import("./pad.js").Pad} pad
   * @param {HTMLElement} mark shows where the pen is
   * @param {HTMLElement} state says whether it is down
   */
  constructor(pad, mark, state) {
    this.pad = pad;
    this.mark = mark;
    this.state = state;
    pad.canvas.addEventListener("keydown", (event) => this.#key(event));
    pad.canvas.addEventListener("blur", () => this.#leave());
    pad.canvas.addEventListener("pointerdown", () => this.#hide());
  }

  get #down() {
    return this.pad.drawing;
  }

  #key(event) {
    if (!this.#act(event)) return;
    event.preventDefault();
  }

  /** @returns {boolean} whether the key meant something here */
  #act({ key, shiftKey, ctrlKey, metaKey, altKey }) {
    if (ctrlKey || metaKey || altKey) return false; // Ctrl+Z is the page's
    if (key in MOVES) this.#move(...MOVES[key], shiftKey ? SMALL_STEP : STEP);
    else if (key === " ") this.#toggle();
    else if (key === "Escape" && this.#down) this.#toggle();
    else if (key === "Delete" || key === "Backspace") this.#clear();
    else return false;
    return true;
  }

  #move(dx, dy, step) {
    this.#x = Math.min(SIDE, Math.max(0, this.#x + dx * step));
    this.#y = Math.min(SIDE, Math.max(0, this.#y + dy * step));
    if (this.#down) this.pad.extend(this.#x, this.#y);
    this.#show();
  }

  #toggle() {
    if (this.#down) this.pad.end();
    else this.pad.begin(this.#x, this.#y);
    this.state.textContent = this.#down ? "Pen down" : "Pen up";
    this.#show();
  }

  #clear() {
    this.pad.clear();
    this.state.textContent = "Cleared";
    this.#show();
  }

  #show() {
    this.mark.hidden = false;
    this.mark.classList.toggle("down", this.#down);
    this.mark.style.left = `${(100 * this.#x) / SIDE}%`;
    this.mark.style.top = `${(100 * this.#y) / SIDE}%`;
  }

  #leave() {
    if (!this.mark.hidden) this.pad.end();
    this.#hide();
  }

  #hide() {
    this.mark.hidden = true;
  }
}
