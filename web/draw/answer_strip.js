// On a small screen, when the drawing has scrolled away: a strip that still shows how it is read.

import { percent } from "../ui/format.js";

export class AnswerStrip {
  #reading = null;
  #away = false;

  /** @param {HTMLElement} element @param {HTMLElement} answer what the strip stands in for */
  constructor(element, answer) {
    this.element = element;
    this.text = element.querySelector("span");
    /** @type {IntersectionObserverCallback} */
    const above = ([entry]) => {
      this.#away = !entry.isIntersecting && entry.boundingClientRect.top < 0;
      this.#render();
    };
    // What lies below the screen counts as seen: a jump to the page's end passes over the screen itself.
    new IntersectionObserver(above, { rootMargin: "0px 0px 1000000px" }).observe(answer);
  }

  /** @param {import("./answer.js").Reading | null} reading */
  show(reading) {
    this.#reading = reading;
    this.#render();
  }

  #render() {
    this.element.hidden = !this.#away || !this.#reading;
    if (!this.#reading) return;
    const { digit, probabilities } = this.#reading;
    const sure = digit !== null;
    this.text.textContent = sure ? `${digit} · ${percent(probabilities[digit], 0)}` : "not sure";
  }
}
