// Put into the page by the tests: notes what an engine complains of, from the very start.

window.faults = [];

const note = (kind, what) => window.faults.push(`${kind}: ${what}`);
for (const kind of ["error", "warn"]) {
  const said = console[kind];
  console[kind] = (...words) => {
    note(`console.${kind}`, words.join(" "));
    said.apply(console, words);
  };
}
addEventListener(
  "error",
  ({ message, target }) => {
    note("error", message ?? `${target.src ?? target.href} could not be loaded`);
  },
  true,
);
addEventListener("unhandledrejection", ({ reason }) => note("rejection", reason));
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
  note(violatedDirective, blockedURI),
);
