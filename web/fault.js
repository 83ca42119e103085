// Runs first: where a part of the page itself does not come, it says which, and why as far as can be known.

(() => {
  const parsed = new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve));
  parsed.then(() => {
    document.getElementById("fault").hidden = true; // until then style.css hides it
  });

  /** In a sandbox without “allow-same-origin” there are no modules, no workers and no storage. */
  const sandboxed = self.origin === "null" && location.protocol.startsWith("http");
  const explainSandbox = () => {
    const href = location.href.replace(/\bembed=[^&]*&?/, "").replace(/[?&]$/, "");
    const link = Object.assign(document.createElement("a"), { href, target: "_blank" });
    link.textContent = href; // in full, to be copied: the sandbox may forbid new tabs, too
    const fault = document.getElementById("fault");
    fault.textContent =
      "The page around this frame has put it into a sandbox in which Python cannot start: it lacks “allow-same-origin”. Open it in a tab of its own: ";
    fault.append(link);
    fault.setAttribute("role", "alert");
    fault.hidden = false;
    document.querySelector("main").hidden = true;
  };
  if (sandboxed) parsed.then(explainSandbox);

  let suspect; // no more than that: if it is really missing, the script that needs it fails, too
  let told = sandboxed;
  /** A script or a style sheet of the page itself did not come. */
  const complain = ({ target: { tagName, rel, src, href } }) => {
    if (rel === "modulepreload") suspect ??= href;
    else if (tagName === "SCRIPT") tell(suspect ?? src);
    else if (rel === "stylesheet") tell(href);
  };
  addEventListener("error", complain, true);

  const tell = async (url) => {
    if (told) return;
    told = true;
    const sentence = await diagnosis(url);
    await parsed;
    const fault = document.getElementById("fault");
    fault.setAttribute("role", "alert");
    fault.textContent = sentence;
    fault.hidden = false;
    if (globalThis.app) return; // it runs, only without its looks
    document.getElementById("boot").hidden = true;
    for (const id of ["sentence", "prediction"])
      document.getElementById(id).textContent = "This page could not start";
  };

  const diagnosis = async (url) => {
    if (location.protocol === "file:") {
      return "Browsers run this page only from a web server, not from a file. In a terminal, in the folder of this page, type “python3 -m http.server”, and open http://localhost:8000/";
    }
    const name = url.split("/").pop();
    const response = await fetch(url).catch(() => null);
    if (!response) return `The server could not be reached for ${name}. Reload to try again.`;
    const type = response.headers.get("content-type");
    const wanted = name.endsWith(".css") ? "text/css" : "text/javascript";
    if (response.ok && type?.startsWith("text/html"))
      return `Wrong content: the server sent a web page in place of ${name}.`;
    if (response.ok && !type?.includes(wanted.split("/")[1]))
      return `The server sends ${name} as “${type}”; it must be “${wanted}”, or browsers refuse it.`;
    return `A part of this page is missing: ${name}. Reload to try again.`;
  };
})();
