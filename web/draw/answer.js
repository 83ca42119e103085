// The network's answer to a drawing: one big digit, a sentence, and the same sentence read aloud.

import { aDigit, percent } from "../ui/format.js";
import { write } from "../ui/write.js";

/** What is read aloud waits until the answer rests; but no longer than a second. */
const REST_MS = 150;
const LONGEST_MS = 1000;

/**
 * @typedef {object} Reading what worker.py's `predict` answers
 * @property {number | null} digit null: the network is not sure enough to name one
 * @property {number | null} second the next best digit, where it is close
 * @property {string} doubt why no digit is named; empty if one is
 * @property {Float32Array} probabilities of the ten digits
 * @property {"small" | "strong" | "mine"} by the network that has read
 */

/** What is said where no digit is named, by the reading's `doubt`. @type {Record<string, string>} */
const DOUBTS = {
  several: "This looks like more than one digit. Draw one at a time.",
  untrained: "Your network is not sure. Train it longer or on more images.",
  "": "Not sure. Is it a digit?",
};

export class Answer {
  #timer = 0;
  #since = 0;

  /** @param {Record<"digit" | "sentence" | "second" | "spoken", HTMLElement>} elements `spoken` is a live region */
  constructor(elements) {
    this.digit = elements.digit;
    this.sentence = elements.sentence;
    this.second = elements.second;
    this.spoken = elements.spoken;
  }

  /** @param {Reading} reading */
  show(reading) {
    const first = this.digit.textContent === "";
    const sentence = firstGuess(reading);
    write(this.digit, String(reading.digit ?? "?"));
    this.digit.classList.toggle("unsure", reading.digit === null);
    write(this.sentence, sentence);
    write(this.second, secondGuess(reading));
    this.#sayAtRest(first, sentence);
  }

  /** Whether what was read aloud last still is that of an earlier answer. */
  get busy() {
    return this.#since > 0;
  }

  /** Says something else at once: "Draw a digit", or what is waited for. @param {string} sentence */
  say(sentence) {
    for (const element of [this.digit, this.second]) write(element, "");
    write(this.sentence, sentence);
    this.#speak(sentence);
  }

  #sayAtRest(now, sentence) {
    clearTimeout(this.#timer);
    if (now) {
      this.#speak(sentence);
      return;
    }
    this.#since ||= performance.now();
    const wait = Math.min(REST_MS, this.#since + LONGEST_MS - performance.now());
    this.#timer = setTimeout(() => this.#speak(sentence), wait);
  }

  #speak(sentence) {
    clearTimeout(this.#timer);
    this.#since = 0;
    write(this.spoken, sentence);
  }
}

/** @param {Reading} reading */
function firstGuess({ digit, doubt, probabilities }) {
  if (digit === null) return DOUBTS[doubt];
  return `It is ${aDigit(digit)} (${percent(probabilities[digit], 0)})`;
}

/** @param {Reading} reading */
function secondGuess({ second, probabilities }) {
  return second === null ? "" : `or ${aDigit(second)} (${percent(probabilities[second], 0)})`;
}
