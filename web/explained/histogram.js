// How the numbers of an array are spread: a histogram from the lowest to the highest, small as a word.

import { number } from "./numbers.js";

const SVG = "http://www.w3.org/2000/svg";
const HEIGHT = 28;
const WIDTH = 5;

export class Histogram {
  /** @param {{counts: number[], low: number, high: number, lost: number}} spread @param {string} label */
  constructor({ counts, low, high, lost }, label) {
    const picture = draw("svg", {
      class: "bars-svg",
      viewBox: `0 0 ${WIDTH * counts.length} ${HEIGHT}`,
    });
    const range = `${number(low)} … ${number(high)}`;
    picture.setAttribute("role", "img");
    picture.setAttribute("aria-label", `${label}: from ${number(low)} to ${number(high)}`);
    const most = Math.max(...counts);
    for (const [i, count] of counts.entries()) {
      const height = count ? Math.max(1, (HEIGHT * count) / most) : 0;
      const place = { x: WIDTH * i, y: HEIGHT - height, width: WIDTH - 1, height };
      picture.append(draw("rect", place));
    }
    this.element = document.createElement("span");
    this.element.className = "histogram";
    const words = document.createElement("small");
    words.textContent = lost ? `${range}, ${lost} not finite` : range;
    this.element.append(picture, words);
  }
}

function draw(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
