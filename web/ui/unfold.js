// What a disclosure holds comes when it is first opened.

import { patiently } from "../files/patience.js";

/**
 * @param {HTMLDetailsElement} place
 * @param {() => Promise<void>} load
 * @param {() => void} onError told when it could not come: the disclosure is closed again, and may be tried again
 */
export function unfold(place, load, onError) {
  let begun = false;
  const wait = document.createElement("p");
  wait.className = "fine";
  wait.textContent = "Still waiting for this part of the page. Reload to try again.";
  place.addEventListener("toggle", async () => {
    if (begun || !place.open) return;
    begun = true;
    try {
      await patiently(load(), () => place.append(wait));
    } catch {
      begun = place.open = false;
      onError();
    } finally {
      wait.remove();
    }
  });
}
