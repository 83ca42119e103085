// Mouse, pen and finger on the pad. One of them draws at a time, so a second finger changes nothing; but a
// pen goes before the palm of the hand that holds it.

import { SIDE } from "./ink.js";

/** A pen that has hovered so short a time ago is still in the hand: what touches the pad is its palm. */
const HOVER_MS = 2_000;

export class Pointers {
  /** The pointer that draws, by its id. @type {number | null} */
  #pointer = null;
  /** What it draws. @type {import("./ink.js").Stroke | null} */
  #stroke = null;
  /** What a palm may have drawn: a touch that is still there, or that the system has cancelled. */
  #palm = null;
  /** When a pen was last seen to hover over the pad; it may leave without a word. */
  #hovered = -Infinity;

  /** @param {import("./pad.js").Pad} pad */
  constructor(pad) {
    this.pad = pad;
    const { canvas } = pad;
    canvas.addEventListener("pointerenter", (event) => this.#hover(event));
    canvas.addEventListener("pointermove", (event) => this.#hover(event));
    canvas.addEventListener("pointerleave", (event) => this.#hover(event));
    canvas.addEventListener("pointerdown", (event) => this.#down(event));
    canvas.addEventListener("pointermove", (event) => this.#move(event));
    for (const type of ["pointerup", "pointercancel", "lostpointercapture"])
      canvas.addEventListener(type, (event) => this.#up(event));
    canvas.addEventListener("contextmenu", (event) => pad.drawing && event.preventDefault());
  }

  /** Whether a pointer draws: undo or the keyboard may have ended its stroke. */
  get #drawing() {
    return this.#stroke !== null && this.#stroke === this.pad.stroke;
  }

  #hover({ type, pointerType, pointerId, timeStamp }) {
    if (pointerType !== "pen") return;
    const writes = this.#drawing && pointerId === this.#pointer;
    this.#hovered = writes || type === "pointerleave" ? -Infinity : timeStamp;
  }

  #down(event) {
    if (event.button !== 0 || !this.#mayBegin(event)) return;
    this.pad.begin(...this.#place(event));
    this.#pointer = event.pointerId;
    this.#stroke = this.pad.stroke;
    this.#palm = event.pointerType === "touch" ? this.#stroke : null;
    this.#hover(event);
    try {
      this.pad.canvas.setPointerCapture(event.pointerId); // strokes may leave the edge and come back
    } catch {} // the pointer is already gone
  }

  #mayBegin({ pointerType, timeStamp }) {
    if (pointerType === "touch" && timeStamp - this.#hovered < HOVER_MS) return false;
    if (pointerType === "pen") this.pad.forget(this.#palm);
    return !this.#drawing;
  }

  #move(event) {
    if (!this.#drawing || event.pointerId !== this.#pointer) return;
    const events = event.getCoalescedEvents?.() ?? [];
    for (const each of events.length ? events : [event]) this.pad.extend(...this.#place(each));
  }

  #up(event) {
    if (!this.#drawing || event.pointerId !== this.#pointer) return;
    if (event.type === "pointerup") this.pad.extend(...this.#place(event), 0);
    if (event.type !== "pointercancel") this.#palm = null;
    this.pad.end();
  }

  /** @param {PointerEvent} event @returns {[number, number]} the place on the SIDE × SIDE square */
  #place(event) {
    const box = this.pad.canvas.getBoundingClientRect();
    const scale = SIDE / box.width;
    return [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
  }
}
