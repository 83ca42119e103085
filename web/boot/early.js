// Runs before the first paint: what the address says of the page's looks, and the remembered theme.

(() => {
  const root = document.documentElement;

  // What only the page heeds goes into data-view, data-hide, … of the root, for style.css and for
  // whom it concerns; address/address.js has the rest of the address.
  const asked = (name) => {
    const value = new URLSearchParams(location.hash.split("?")[1] ?? "").get(name) ?? "";
    return /^[a-z0-9,-]+$/.test(value) ? value : null;
  };
  const heed = () => {
    root.dataset.view = location.hash.slice(1).split(/[/?]/, 1)[0];
    for (const name of ["embed", "hide", "offline", "play"])
      if (asked(name)) root.dataset[name] = asked(name).replaceAll(",", " ");
    if (!asked("play")) delete root.dataset.play; // it is done once
  };

  const system = matchMedia("(prefers-color-scheme: dark)");

  const remembered = () => {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null; // storage is denied in some frames and private windows
    }
  };
  const remember = (theme) => {
    try {
      if (theme) localStorage.setItem("theme", theme);
      else localStorage.removeItem("theme");
    } catch {}
  };

  const known = (theme) => (["light", "dark"].includes(theme) ? theme : null);
  let chosen = known(asked("theme")) ?? known(remembered());
  let told = null; // by the page around a frame; it lasts
  const apply = () => {
    const before = root.dataset.theme;
    root.dataset.theme = chosen ?? (system.matches ? "dark" : "light");
    document
      .getElementById("theme")
      ?.setAttribute("aria-pressed", String(root.dataset.theme === "dark"));
    if (root.dataset.theme !== before) document.dispatchEvent(new Event("themechange"));
  };
  const toggle = () => {
    const other = root.dataset.theme === "dark" ? "light" : "dark";
    chosen = other === (system.matches ? "dark" : "light") ? null : other;
    remember(chosen);
    apply();
  };

  heed();
  apply();
  addEventListener("hashchange", () => {
    heed();
    chosen = told ?? known(asked("theme")) ?? chosen;
    apply();
  });
  document.addEventListener("themewanted", ({ detail }) => {
    chosen = told = known(detail) ?? told;
    apply();
  });
  system.addEventListener("change", apply);
  document.addEventListener("DOMContentLoaded", () => {
    apply();
    document.getElementById("theme").addEventListener("click", toggle);
  });
})();
