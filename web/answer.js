// The network's answer to a drawing, in one big digit and a sentence.

import { percent } from "./format.js";
import { write } from "./write.js";

/** The sentence is read aloud, so it waits until the answer rests; but no longer than a second. */
const REST_MS = 150;
const LONGEST_MS = 1000;

export class Answer {
  #timer = 0;
  #since = 0;

  /**
   * @param {HTMLElement} digit
   * @param {HTMLElement} sentence a live region
   * @param {HTMLElement} second
   */
  constructor(digit, sentence, second) {
    this.digit = digit;
    this.sentence = sentence;
    this.second = second;
  }

  /** @param {{digit: number, probabilities: Float32Array}} reading */
  show({ digit, probabilities }) {
    const first = this.digit.textContent === "";
    write(this.digit, String(digit));
    this.#sayAtRest(first, () => {
      this.sentence.textContent = `It is a ${digit} (${percent(probabilities[digit], 0)})`;
      this.second.textContent = secondGuess(digit, probabilities);
    });
  }

  /** Whether the sentence still is that of an earlier answer. */
  get busy() {
    return this.#since > 0;
  }

  /** Says something else at once: "Draw a digit", or what is waited for. @param {string} sentence */
  say(sentence) {
    clearTimeout(this.#timer);
    this.#since = 0;
    write(this.digit, "");
    write(this.second, "");
    write(this.sentence, sentence);
  }

  #sayAtRest(now, speak) {
    clearTimeout(this.#timer);
    if (now) {
      speak();
      return;
    }
    this.#since ||= performance.now();
    const wait = Math.min(REST_MS, this.#since + LONGEST_MS - performance.now());
    this.#timer = setTimeout(() => {
      this.#since = 0;
      speak();
    }, wait);
  }
}

function secondGuess(digit, probabilities) {
  const others = [...probabilities].map((p, other) => (other === digit ? -1 : p));
  const second = others.indexOf(Math.max(...others));
  return others[second] >= 0.01 ? `or a ${second} (${percent(others[second], 0)})` : "";
}
