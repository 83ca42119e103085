// The prompt: a line of Python, its answer, the earlier lines, and completions of a name.

import { make } from "../ui/dom.js";

export class Prompt {
  /** Lines that were entered; the arrow keys bring them back. @type {string[]} */
  history = [];
  /** Whether the last line has been answered. */
  answered = true;
  #place = 0;
  /** After Escape, Tab leaves. */
  #leaving = false;

  /** @param {import("./code_session.js").CodeSession} session @param {HTMLElement} element empty */
  constructor(session, element) {
    this.session = session;
    this.log = make("div", { className: "log", role: "log", "aria-label": "Answers", tabIndex: 0 });
    this.input = make("input", { spellcheck: false, autocomplete: "off", autocapitalize: "off" });
    this.input.setAttribute("aria-label", "Python prompt");
    this.names = make("p", { className: "names fine", role: "status" });
    this.input.addEventListener("keydown", (event) => this.#press(event));
    this.input.addEventListener("input", () => this.#fresh());
    const line = make("label", { className: "line" }, make("span", {}, ">>>"), this.input);
    element.append(this.log, line, this.names);
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const { key, ctrlKey, shiftKey, isComposing } = event;
    const tab = key === "Tab" && !shiftKey && !this.#leaving && this.#beforeCaret.trim();
    this.#leaving = key === "Escape";
    if (key === "Enter" && !isComposing) this.enter();
    else if (tab || (key === " " && ctrlKey)) this.complete();
    else if (key === "ArrowUp") this.#recall(-1);
    else if (key === "ArrowDown") this.#recall(1);
    else return;
    event.preventDefault();
  }

  /** Runs the line and shows the answer. */
  async enter() {
    const line = this.input.value;
    if (!line.trim()) return;
    this.history.push(line);
    this.#place = this.history.length;
    this.input.value = "";
    this.answered = false;
    this.#fresh();
    const answer = make("pre");
    this.log.append(make("pre", { className: "asked" }, `>>> ${line}`), answer);
    try {
      const { output, raised } = await this.session.call("prompt_line", line, this.session.seen);
      answer.textContent = output + raised;
      answer.className = raised ? "error" : "";
      this.session.page.codeChanged(); // it may have changed an array
    } catch (error) {
      answer.textContent = error.message;
    }
    this.answered = true;
    this.log.scrollTop = this.log.scrollHeight;
  }

  /** Completes the name as far as all matches agree, and lists them. */
  async complete() {
    const before = this.#beforeCaret;
    const { word, matches } = await this.session.call("complete", before, this.session.seen);
    if (this.#beforeCaret !== before) return; // it has been written on meanwhile
    const more = commonStart(matches).slice(word.length);
    this.input.setRangeText(more, before.length, before.length, "end");
    this.names.textContent = matches.length
      ? matches.slice(0, 60).join("  ")
      : "No name begins with this.";
    if (matches.length === 1) this.#fresh();
  }

  get #beforeCaret() {
    return this.input.value.slice(0, this.input.selectionStart);
  }

  #recall(step) {
    const place = this.#place + step;
    if (place < 0 || place > this.history.length) return;
    this.#place = place;
    this.input.value = this.history[place] ?? "";
    this.#fresh();
  }

  #fresh() {
    this.names.textContent = "";
  }
}

function commonStart(words) {
  let [start = ""] = words;
  for (const word of words) while (!word.startsWith(start)) start = start.slice(0, -1);
  return start;
}
