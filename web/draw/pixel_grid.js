// Cells: the pad as a grid whose cells are painted and erased one at a time, for who cannot draw a line.
// Arrow keys move, Space or Enter paints or erases; so does a click, a tap, a switch or a spoken command.

import { make } from "../ui/dom.js";
import { CELLS, SIDE } from "./ink.js";

const LAST = CELLS - 1;
/** @type {Record<string, (row: number, column: number) => [number, number]>} */
const MOVES = {
  ArrowLeft: (row, column) => [row, column - 1],
  ArrowRight: (row, column) => [row, column + 1],
  ArrowUp: (row, column) => [row - 1, column],
  ArrowDown: (row, column) => [row + 1, column],
  Home: (row) => [row, 0],
  End: (row) => [row, LAST],
  PageUp: (_, column) => [0, column],
  PageDown: (_, column) => [LAST, column],
};

export class PixelGrid {
  /** Where the keyboard is. */
  #row = 3;
  #column = 7;

  /**
   * @param {import("./pad.js").Pad} pad
   * @param {import("./ink.js").Ink} ink
   * @param {HTMLElement} state says what was done
   */
  constructor(pad, ink, state) {
    this.pad = pad;
    this.ink = ink;
    this.state = state;
    this.rows = Array.from({ length: CELLS }, (_, row) =>
      Array.from({ length: CELLS }, (_, column) => this.#cell(row, column)),
    );
    this.grid = make(
      "div",
      { className: "cells", role: "grid", "aria-label": "Cells", "aria-describedby": "cells-keys" },
      ...this.rows.map((cells) => make("div", { role: "row" }, ...cells)),
    );
    this.grid.addEventListener("keydown", (event) => this.#key(event));
    pad.canvas.after(this.grid);
  }

  /** In place of the pen, or no longer. @param {boolean} shown */
  show(shown) {
    this.grid.hidden = !shown;
    this.pad.canvas.inert = shown;
    if (!shown) return;
    this.refresh();
    this.#focus();
  }

  /** The drawing is another one: each cell says whether most of it is ink, however that came there. */
  refresh() {
    if (this.grid.hidden) return;
    const covered = coverage(this.ink.picture(this.pad.marks));
    this.rows.flat().forEach((cell, place) => {
      const name = covered[place] > 0.5 ? "painted" : "empty";
      if (cell.ariaLabel !== name) cell.ariaLabel = name;
    });
  }

  /** A screen reader adds the row and the column by itself. */
  #cell(row, column) {
    const onclick = () => {
      this.#go(row, column);
      this.#toggle();
    };
    return make("div", { role: "gridcell", tabIndex: -1, ariaLabel: "empty", onclick });
  }

  #key(event) {
    const { key, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey) return; // Ctrl+Z is the page's
    if (key in MOVES) this.#go(...MOVES[key](this.#row, this.#column));
    else if (key === " " || key === "Enter") this.#toggle();
    else if (key === "Delete" || key === "Backspace") this.#clear();
    else return;
    event.preventDefault();
  }

  #go(row, column) {
    this.#row = Math.min(LAST, Math.max(0, row));
    this.#column = Math.min(LAST, Math.max(0, column));
    this.#focus();
  }

  #focus() {
    const here = this.rows[this.#row][this.#column];
    for (const cell of this.grid.querySelectorAll("[tabindex='0']")) cell.tabIndex = -1;
    here.tabIndex = 0;
    here.focus();
  }

  #toggle() {
    const [row, column] = [this.#row, this.#column];
    const painted = this.rows[row][column].ariaLabel !== "painted";
    this.pad.put({ row, column, painted });
    this.#say(painted ? "painted" : "erased");
  }

  #clear() {
    this.pad.clear();
    this.#say("Cleared");
  }

  /** Twice the same is said twice. */
  #say(words) {
    this.state.textContent = this.state.textContent === words ? `${words}\u00a0` : words;
  }
}

/** The share of each cell that is ink, row by row. @param {Uint8Array} picture SIDE × SIDE */
function coverage(picture) {
  const width = SIDE / CELLS;
  const shares = new Float64Array(CELLS * CELLS);
  picture.forEach((value, i) => {
    const row = Math.floor(i / SIDE / width);
    const column = Math.floor((i % SIDE) / width);
    shares[row * CELLS + column] += value / 255 / width ** 2;
  });
  return shares;
}
