// Runs before the first paint: the remembered theme, and a word if a part of the page itself is missing.

(() => {
  const root = document.documentElement;
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

  let chosen = ["light", "dark"].includes(remembered()) ? remembered() : null;
  const apply = () => {
    root.dataset.theme = chosen ?? (system.matches ? "dark" : "light");
    document.getElementById("theme")?.setAttribute("aria-pressed", root.dataset.theme === "dark");
    document.dispatchEvent(new Event("themechange"));
  };
  const toggle = () => {
    const other = root.dataset.theme === "dark" ? "light" : "dark";
    chosen = other === (system.matches ? "dark" : "light") ? null : other;
    remember(chosen);
    apply();
  };

  apply();
  system.addEventListener("change", apply);
  document.addEventListener("DOMContentLoaded", () => {
    apply();
    document.getElementById("theme").addEventListener("click", toggle);
  });

  let missing;
  const complain = ({ target }) => {
    if (target?.tagName !== "SCRIPT" && !/^(modulepreload|stylesheet)$/.test(target?.rel)) return;
    missing ??= (target.src || target.href).split("/").pop();
    const tell = () => {
      const place = document.getElementById("boot-phase");
      place.textContent = `A part of this page is missing: ${missing}. Reload to try again.`;
    };
    if (document.body) tell();
    else document.addEventListener("DOMContentLoaded", tell);
  };
  addEventListener("error", complain, true);
})();
