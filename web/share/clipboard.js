// Copies and downloads texts.

/**
 * Copies what stands in a text area; where the browser does not allow that, as in other people's frames,
 * it is selected, ready to be copied by hand.
 * @param {HTMLTextAreaElement} area @returns {Promise<boolean>} whether it is on the clipboard
 */
export async function copy(area) {
  try {
    await navigator.clipboard.writeText(area.value); // there is none on pages without https
    return true;
  } catch {
    area.focus();
    area.select();
    return false;
  }
}

/** @param {string} name of the file @param {string} text @param {string} type */
export function download(name, text, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // the browser may only now begin to read it
}
