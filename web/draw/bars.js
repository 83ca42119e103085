// Ten columns, one for each digit: how probable the network finds it.

import { percent } from "../ui/format.js";
import { write } from "../ui/write.js";

export class Bars {
  /** @param {HTMLElement} list */
  constructor(list) {
    this.bars = Array.from({ length: 10 }, (_, digit) => new Bar(digit));
    list.append(...this.bars.map((bar) => bar.item));
  }

  /** @param {ArrayLike<number>} probabilities ten of them @param {number | null} winner if there is one */
  show(probabilities, winner) {
    this.bars.forEach((bar, digit) => {
      bar.show(probabilities[digit], digit === winner);
    });
  }

  reset() {
    for (const bar of this.bars) bar.show(0, false);
  }
}

class Bar {
  /** @param {number} digit */
  constructor(digit) {
    this.item = document.createElement("li");
    const [track, fill, value, name] = ["span", "span", "span", "span"].map((tag) =>
      document.createElement(tag),
    );
    [track.className, fill.className, value.className, name.className] = [
      "track",
      "fill",
      "value",
      "name",
    ];
    track.append(fill);
    name.textContent = String(digit);
    this.item.append(name, value, track);
    this.fill = fill;
    this.value = value;
  }

  /** @param {number} probability @param {boolean} winner */
  show(probability, winner) {
    this.item.classList.toggle("winner", winner);
    this.fill.style.transform = `scaleY(${probability})`;
    write(this.value, probability >= 0.005 ? percent(probability, 0) : "");
  }
}
