// State that can be watched. What an `effect` reads of it, it depends on: it runs again when that changes. So
// whoever changes state need not know who shows it.

import { signal } from "../vendor/signals.js";

export { batch, effect, untracked } from "../vendor/signals.js";

/** Makes fields of an object observable. @param {any} object @param {string[]} names */
export function observe(object, ...names) {
  for (const name of names) {
    const field = signal(object[name]);
    Object.defineProperty(object, name, {
      enumerable: true,
      get: () => field.value,
      set: (value) => {
        field.value = value;
      },
    });
  }
}
