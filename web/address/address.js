// The address of what is on the page: `#VIEW/REST?v=1&NAME=VALUE&…`. Which settings there are, and what
// they may be, only pycore/files/url.py knows; here they are one piece of text.

/** Names that are heeded by the page alone: they stay in the address whatever else changes. */
const LASTING = ["embed", "hide", "offline", "theme"];
/** Names that are no settings: those, and what is done once. */
const OURS = [...LASTING, "play"];

const nameOf = (pair) => pair.split("=", 1)[0];

export class Address {
  /** What was pushed last, so that many steps at one setting are one step back. */
  #last = "";

  constructor() {
    addEventListener("hashchange", () => {
      this.#last = ""; // somebody else changed it: what comes now is a step of its own
    });
    this.lasting = pairs().filter((pair) => LASTING.includes(nameOf(pair)));
  }

  /** What stands before the question mark: the view's name, and what follows it. */
  get place() {
    return path();
  }

  /** Puts another place into the address; the settings in it stay. @param {string} place */
  correct(place) {
    const query = location.hash.match(/\?.*$/s)?.[0] ?? "";
    history.replaceState(null, "", `#${place}${query}`);
  }

  /** The view's name. */
  get view() {
    return path().split("/", 1)[0];
  }

  /** What follows the view's name. */
  get rest() {
    return path().split("/").slice(1).join("/");
  }

  /** The address as Python reads it; empty if there are no settings in it. */
  get settings() {
    const settings = pairs().filter((pair) => !OURS.includes(nameOf(pair)));
    return settings.length ? `#${path()}?${settings.join("&")}` : "";
  }

  /** A link to a view, with what lasts. @param {string} address a path, perhaps with settings */
  link(address) {
    if (!this.lasting.length) return `#${address}`;
    return `#${address}${address.includes("?") ? "&" : "?"}${this.lasting.join("&")}`;
  }

  /** Writes the settings into an address of the same view that has none. @param {string} address */
  fill(address) {
    if (isHere(address) && !this.settings) history.replaceState(null, "", this.link(address));
  }

  /** Puts a whole address in the place of this one; what lasts in it lasts from now on. */
  replace(address) {
    const [place, query = ""] = address.replace(/^#/, "").split("?", 2);
    const given = query.split("&").filter(Boolean);
    const names = given.map(nameOf);
    const lasts = (pair) => LASTING.includes(nameOf(pair));
    const kept = this.lasting.filter((pair) => !names.includes(nameOf(pair)));
    this.lasting = [...given.filter(lasts), ...kept];
    const others = given.filter((pair) => !lasts(pair)).join("&");
    location.replace(this.link(others ? `${place}?${others}` : place));
  }

  /**
   * Goes on to an address with other settings, to which Back and Forward lead; not if another view has
   * been opened meanwhile.
   * @param {string} before the address of what was set before
   * @param {string} now
   * @param {string} what has changed: of several changes of the same only the last is kept
   */
  step(before, now, what) {
    if (now === before || !isHere(now)) return;
    this.fill(before);
    const framed = parent !== window; // Back belongs to the page around
    if (framed || what === this.#last) history.replaceState(null, "", this.link(now));
    else history.pushState(null, "", this.link(now));
    this.#last = what;
  }
}

/** The sentence about values that were corrected. @param {string[]} remarks of Python's */
export const describeCorrections = (remarks) =>
  (remarks.length ? ["Some values in the address were corrected.", ...remarks] : []).join(" ");

/** What stands before the question mark. */
const path = () => decoded(location.hash.slice(1).split("?", 1)[0]);

/** Whether an address is that of the view in sight. @param {string} address */
const isHere = (address) => address.split("?", 1)[0] === (path() || "train");

/** What stands after the question mark, piece by piece. */
function pairs() {
  const [, query = ""] = location.hash.split("?", 2);
  return query.split("&").filter(Boolean);
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a % that stands for nothing
  }
}
