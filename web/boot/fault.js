// Runs first. If a part of the page itself does not load, it says which one, and the reason if it is known.

(() => {
  const parsed = new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve));
  parsed.then(() => {
    const fault = document.getElementById("fault");
    fault.hidden ||= !fault.hasAttribute("role"); // until then style.css hides it
  });

  /** The element of embed.js need not wonder why nothing more comes. It says no more than that. */
  const tellParent = () => {
    if (parent !== window) parent.postMessage({ pycore: 1, type: "explained" }, "*");
  };

  /** In a sandbox without “allow-same-origin” there are no modules, no workers and no storage. */
  const sandboxed = self.origin === "null" && location.protocol.startsWith("http");
  const explainSandbox = () => {
    const href = location.href.replace(/\bembed=[^&]*&?/, "").replace(/[?&]$/, "");
    const link = Object.assign(document.createElement("a"), { href, target: "_blank" });
    link.textContent = href; // in full, to be copied: the sandbox may forbid new tabs, too
    const fault = document.getElementById("fault");
    fault.textContent =
      "Python cannot start in this frame, because the page around it has set a sandbox without “allow-same-origin”. Open this page in its own tab: ";
    fault.append(link);
    fault.setAttribute("role", "alert");
    fault.hidden = false;
    document.querySelector("main").hidden = true;
    tellParent();
  };
  if (sandboxed) parsed.then(explainSandbox);

  let suspect; // no more than that: if it is really missing, the script that needs it fails, too
  let told = sandboxed;
  /** A script or a style sheet of the page itself did not come. */
  const complain = (event) => {
    const { tagName, rel, src, href } = /** @type {any} */ (event.target);
    if (rel === "modulepreload") suspect ??= href;
    else if (tagName === "SCRIPT") tell(suspect ?? src);
    else if (rel === "stylesheet") tell(href);
  };
  addEventListener("error", complain, true);

  /** After so long without anything new, what is still missing has stalled. */
  const PATIENCE_MS = 4000;
  const PARTS = "script[src], link[rel=stylesheet], link[rel=modulepreload]";
  let [come, since] = [0, performance.now()];

  /** Tells of parts of the page that do not come, until all have come. */
  const watch = () => {
    const entries = performance.getEntriesByType("resource");
    if (entries.length !== come) [come, since] = [entries.length, performance.now()];
    const here = new Set(entries.map(({ name }) => name));
    /** @type {any[]} */
    const parts = [...document.querySelectorAll(PARTS)];
    const waiting = parts.filter((each) => !here.has(urlOf(each)));
    if (told || (globalThis.app && !waiting.some(isStyle))) return finish();
    if (performance.now() - since > PATIENCE_MS && waiting.length) say(waiting);
  };
  const clock = setInterval(watch, 500);
  const urlOf = ({ src, href }) => src || href;
  const isStyle = ({ rel }) => rel === "stylesheet";

  const finish = () => {
    clearInterval(clock);
    const fault = document.getElementById("fault");
    if (fault?.dataset.waiting === undefined || told) return;
    fault.hidden = true;
    fault.removeAttribute("role");
  };

  const say = (waiting) => {
    const fault = document.getElementById("fault");
    if (!fault) return;
    for (const sheet of waiting.filter(isStyle)) letGo(sheet);
    const own = waiting.filter(({ tagName }) => tagName === "LINK"); // app.js waits for the others
    const culprit = urlOf((own.length ? own : waiting)[0]);
    if (fault.dataset.waiting === culprit) return;
    fault.dataset.waiting = culprit;
    const again = Object.assign(document.createElement("button"), { textContent: "Reload" });
    again.className = "button";
    again.addEventListener("click", () => location.reload());
    fault.replaceChildren(`Still waiting for ${culprit.split("/").pop()}. `, again);
    fault.setAttribute("role", "alert");
    fault.hidden = false;
  };

  /** A style sheet that the parser has found holds everything up; one that comes later does not. */
  const letGo = (sheet) => {
    if (sheet.dataset.late !== undefined) return;
    const later = sheet.cloneNode();
    later.dataset.late = "";
    sheet.replaceWith(later);
  };

  const tell = async (url) => {
    if (told) return;
    told = true;
    const sentence = await diagnosis(url);
    await parsed;
    const fault = document.getElementById("fault");
    fault.setAttribute("role", "alert");
    fault.textContent = sentence;
    fault.hidden = false;
    tellParent();
    if (globalThis.app) return; // it runs, only without its looks
    document.getElementById("boot").hidden = true;
    for (const id of ["sentence", "prediction"])
      document.getElementById(id).textContent = "This page could not start";
  };

  const diagnosis = async (url) => {
    if (location.protocol === "file:") {
      return "Browsers run this page only from a web server, not from a file. Open a terminal in the folder of this page, type “python3 -m http.server”, and open http://localhost:8000/";
    }
    const name = url.split("/").pop();
    const response = await fetch(url).catch(() => null);
    if (!response) return `The server could not be reached for ${name}. Reload to try again.`;
    const type = response.headers.get("content-type");
    const wanted = name.endsWith(".css") ? "text/css" : "text/javascript";
    if (response.ok && type?.startsWith("text/html"))
      return `Wrong content: the server sent a web page instead of ${name}.`;
    if (response.ok && !type?.includes(wanted.split("/")[1]))
      return `The server sends ${name} as “${type}”; it must be “${wanted}”, or browsers refuse it.`;
    return `A part of this page is missing: ${name}. Reload to try again.`;
  };
})();
