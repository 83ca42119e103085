// How numbers are written on the page.

/** @param {number} value */
export const whole = (value) => Math.round(value).toLocaleString("en");

/** 0.974 → "97.4 %"; `digits` after the point. @param {number} share @param {number} [digits] */
export const percent = (share, digits = 1) => `${(100 * share).toFixed(digits)} %`;

/** 7 → "a 7", 8 → "an 8": eight, eleven and eighteen begin with a vowel. @param {number} n */
export const aDigit = (n) => `${/^(8|1[18]$)/.test(String(n)) ? "an" : "a"} ${n}`;

/** @param {number} loss */
export const lossText = (loss) => (loss < 0.1 ? loss.toFixed(4) : loss.toFixed(3));

/** "3.1 of 9.9 MB" @param {number} loaded @param {number} total */
export const megabytes = (loaded, total) =>
  `${(loaded / 1e6).toFixed(1)} of ${(total / 1e6).toFixed(1)} MB`;

/** [784, "conv16", 1000, 10] → "784–conv16–1,000–10" @param {(number | string)[]} layers */
export const layersText = (layers) =>
  layers.map((each) => (typeof each === "number" ? whole(each) : each)).join("–");

/** "1 min 5 s" @param {number} seconds */
export function duration(seconds) {
  const rounded = Math.max(0, Math.round(seconds));
  const [minutes, rest] = [Math.floor(rounded / 60), rounded % 60];
  return minutes ? `${minutes} min ${rest} s` : `${rest} s`;
}

/** 0.0003 → "0.0003", 60000 → "60,000": what a field shows. @param {number} value */
export const fieldText = (value) =>
  Number.isInteger(value) ? value.toLocaleString("en") : String(value);
