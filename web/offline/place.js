// The place in the footer that says what is kept for use offline, and offers the rest.

import { make } from "../ui/dom.js";
import { megabytes } from "../ui/format.js";

export class OfflinePlace {
  /**
   * @param {HTMLElement} element
   * @param {{everything: () => void, stop: () => void}} acts
   */
  constructor(element, { everything, stop }) {
    this.element = element;
    this.words = make("p", { role: "status", "aria-label": "Offline use" });
    this.everything = link("", everything);
    this.stop = link("Stop", stop);
    this.bar = make("progress", {
      className: "thin offline-bar",
      max: 1,
      "aria-label": "Kept so far",
    });
    this.bytes = make("span", { className: "number" });
    this.going = make("div", { className: "offline-going", hidden: true }, this.bar, this.bytes);
    this.going.append(this.stop);
    this.news = make("p", { role: "status", "aria-label": "Update", hidden: true });
    element.append(this.words, this.everything, this.going, this.news);
  }

  /** @param {string} sentence and nothing else */
  say(sentence) {
    this.element.hidden = false;
    this.words.textContent = sentence;
    this.everything.hidden = this.going.hidden = true;
  }

  /**
   * @param {import("./offline.js").State | null} state of the version that is shown
   * @param {{name: string, message: string}} [failure]
   */
  show(state, failure) {
    if (!state && !failure) {
      if (!this.element.hidden) this.say("The files for use offline are deleted.");
      return;
    }
    const size = (paths) => paths.reduce((sum, path) => sum + state.files[path].size, 0);
    const [kept, rest] = state ? [size(state.kept), size(state.rest)] : [0, 0];
    this.say([failure && reason(failure), summary(kept, rest)].filter(Boolean).join(" "));
    this.everything.textContent = `Make everything available offline (${mb(rest)})`;
    this.everything.hidden = !rest;
  }

  /** @param {number} done @param {number} total bytes */
  showProgress(done, total) {
    if (this.going.hidden) this.say("Keeping everything for use offline.");
    this.going.hidden = false;
    this.bar.value = done / total;
    this.bytes.textContent = megabytes(done, total);
  }

  /** @param {string} what happened */
  offerReload(what) {
    this.element.hidden = this.news.hidden = false;
    this.news.replaceChildren(
      `${what} — `,
      link("reload", () => location.reload()),
    );
  }
}

const link = (label, onclick) =>
  make("button", { type: "button", className: "link", onclick }, label);

const mb = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

const summary = (kept, rest) =>
  !kept
    ? ""
    : rest
      ? `This page works offline with the files that were used: ${mb(kept)} are kept.`
      : `All of this page is available offline: ${mb(kept)} are kept.`;

const reason = ({ name, message }) =>
  name === "QuotaExceededError"
    ? "The browser has no more room. The files that are kept stay."
    : message;
