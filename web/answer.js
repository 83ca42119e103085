// The network's answer to a drawing, in one big digit and a sentence.

import { percent } from "./format.js";
import { write } from "./write.js";

/** The sentence is read aloud, so it waits until the answer rests; but no longer than a second. */
const REST_MS = 150;
const LONGEST_MS = 1000;

/**
 * @typedef {object} Reading what worker.py's `predict` answers
 * @property {number | null} digit null: the network is not sure enough to name one
 * @property {number | null} second the next best digit, where it is close
 * @property {Float32Array} probabilities of the ten digits
 */

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

  /** @param {Reading} reading */
  show(reading) {
    const first = this.digit.textContent === "";
    write(this.digit, String(reading.digit ?? "?"));
    this.digit.classList.toggle("unsure", reading.digit === null);
    this.#sayAtRest(first, () => {
      this.sentence.textContent = firstGuess(reading);
      this.second.textContent = secondGuess(reading);
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

/** @param {Reading} reading */
function firstGuess({ digit, probabilities }) {
  if (digit === null) return "Not sure. Is it a digit?";
  return `It is a ${digit} (${percent(probabilities[digit], 0)})`;
}

/** @param {Reading} reading */
function secondGuess({ second, probabilities }) {
  return second === null ? "" : `or a ${second} (${percent(probabilities[second], 0)})`;
}
