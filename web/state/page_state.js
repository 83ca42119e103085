// What several rooms of the page show or change, each in one place.

import { observe } from "./observe.js";

class PageState {
  /** Which network reads: the pre-trained one, or the visitor's own. @type {"shipped" | "mine"} */
  reader = "shipped";
  /** What is said of the pre-trained network that reads. @type {import("../networks/pretrained.js").Card | null} */
  card = null;
  /** The names of the functions of pycore that are edited. @type {string[]} */
  edited = [];

  constructor() {
    observe(this, "reader", "card", "edited");
  }
}

export const state = new PageState();
