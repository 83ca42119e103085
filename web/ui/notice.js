// A notice: what happened, what to do about it, and the technical details for who wants them.

export class Notice {
  /** @param {HTMLElement} element */
  constructor(element) {
    this.element = element;
  }

  /**
   * @param {string} message
   * @param {{label: string, act: () => void}} [remedy] a button
   * @param {string} [details]
   */
  show(message, remedy, details) {
    const text = document.createElement("p");
    text.textContent = message;
    this.element.replaceChildren(text);
    if (remedy) this.element.append(button(remedy));
    if (details) this.element.append(disclosure(details));
    this.element.hidden = false;
  }

  hide() {
    if (this.element.hidden) return;
    this.element.hidden = true;
    this.element.replaceChildren();
  }
}

function button({ label, act }) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "button";
  element.textContent = label;
  element.addEventListener("click", act);
  return element;
}

function disclosure(text) {
  const element = document.createElement("details");
  const summary = document.createElement("summary");
  summary.textContent = "Details";
  const pre = document.createElement("pre");
  pre.textContent = text;
  element.append(summary, pre);
  return element;
}
