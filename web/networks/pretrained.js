// The networks that come with the page: the small one reads first, the strong one when it has come. What is
// said of them stands in the footer; without the strong one, the small one goes on reading.

import { state } from "../state/page_state.js";
import { byId } from "../ui/dom.js";
import { layersText } from "../ui/format.js";
import { unfold } from "../ui/unfold.js";
import { write } from "../ui/write.js";

/** The strong one: what is said of it, and itself. */
const FILES = ["strong.json", "strong.npz"];

/**
 * What is said of a network.
 * @typedef {object} Card
 * @property {"small" | "strong"} name
 * @property {(number | string)[]} layers
 * @property {number} parameters
 * @property {number} bytes
 * @property {number} [float32_accuracy] before its weights were rounded
 * @property {number} training_images
 * @property {number} [no_digits] pictures besides that show none
 * @property {Record<string, any>} recipe
 * @property {string} [address] the recipe as an address of the page
 * @property {Figures} test
 * @property {Figures | null} [strokes]
 * @property {string[]} limits
 */
/** @typedef {{images: number, accuracy: number, low: number, high: number, calibration_error: number | null, refused: number | null}} Figures */

export class Pretrained {
  /** Of each network that has come, the small one first. @type {Card[]} */
  cards = [];
  /** What is shown of them, once it is wanted. @type {import("./cards.js").Cards | null} */
  #shown = null;

  /** @param {import("../app.js").App} page */
  constructor(page) {
    this.page = page;
    const load = async () => {
      const { openCards } = await import("./cards.js");
      this.#shown = await openCards(byId("cards"));
      this.#shown.show(this.cards);
      byId("cards").scrollIntoView({ block: "nearest" });
    };
    unfold(byId("cards"), load, () =>
      write(byId("shipped"), "“About the networks” could not be loaded."),
    );
    byId("about-networks").addEventListener("click", () => this.#lead());
    byId("cards").hidden = byId("about-networks").hidden = false;
  }

  /** The network that reads: the best there is. */
  get card() {
    return this.cards.at(-1);
  }

  /** Brings the strong one. @param {Card} small which reads meanwhile */
  async bring(small) {
    const { python } = this.page;
    try {
      const [card, network] = await python.fetchAll(FILES, ({ stalled }) =>
        this.#say(
          [small],
          stalled ? `still waiting for ${stalled}.` : "the strong one is loading.",
        ),
      );
      await python.call("use_strong", network);
      this.#say([small, JSON.parse(new TextDecoder().decode(card))]);
    } catch (error) {
      if (error.name === "PythonGone") return; // it is started anew, and so is this
      this.#say([small], `the strong one could not be loaded. ${error.message}`);
    }
  }

  #say(cards, more = "") {
    this.cards = cards;
    state.card = this.card;
    const { name, layers } = this.card;
    const rest = more ? `; ${more}` : ".";
    write(byId("shipped"), `Pre-trained network: ${name}, ${layersText(layers)}${rest}`);
    this.#shown?.show(cards);
  }

  /** From where the network is chosen to what is said of it. */
  #lead() {
    const place = byId("cards");
    place.open = true;
    place.querySelector("summary").focus();
    place.scrollIntoView({ block: "nearest" });
  }
}
