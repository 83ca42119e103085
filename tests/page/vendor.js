// The build puts parts by others into web/vendor/. Before that, Node finds them among the installed packages.

import { register } from "node:module";
import { isMainThread } from "node:worker_threads";

if (isMainThread) register(import.meta.url); // the hook below runs in a thread of its own

/** @param {string} name @param {object} context @param {(name: string, context: object) => any} next */
export const resolve = (name, context, next) =>
  next(name.endsWith("/vendor/signals.js") ? "@preact/signals-core" : name, context);
