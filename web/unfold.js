// What a disclosure holds comes when it is first opened.

/**
 * @param {HTMLDetailsElement} place
 * @param {() => Promise<void>} load
 * @param {() => void} onError told when it could not come: the disclosure is closed again, and may be tried again
 */
export function unfold(place, load, onError) {
  let begun = false;
  place.addEventListener("toggle", async () => {
    if (begun || !place.open) return;
    begun = true;
    try {
      await load();
    } catch {
      begun = place.open = false;
      onError();
    }
  });
}
