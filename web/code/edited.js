// The sign that edited code is in use: beside the answer and in the view "Train".

import { make } from "../ui/dom.js";

export class EditedSign {
  /** @param {() => void} onReset */
  constructor(onReset) {
    this.signs = [".read-by", "#view-train .view-head"].map((place) => {
      const sign = signOf(onReset);
      document.querySelector(place).after(sign);
      return sign;
    });
  }

  /** @param {string[]} names of functions */
  show(names) {
    for (const sign of this.signs) {
      sign.hidden = names.length === 0;
      sign.querySelector("span").textContent = names.length
        ? `Edited code is in use: ${names.join(", ")}.`
        : "";
    }
  }
}

function signOf(onReset) {
  const words = make("span", { role: "status" });
  const link = make("a", { href: "#code" }, "Show the code");
  const back = make("button", { type: "button", className: "link" }, "Restore the original");
  back.addEventListener("click", onReset);
  return make("p", { className: "edited", hidden: true }, words, " ", link, " · ", back);
}
