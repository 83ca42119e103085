// Put behind web/python/pyscript.js in place of its `startWorker`: worker.py runs on the server.

/** As pyscript.js documents it; what kills this Python is seen at the next call. */
export function startWorker() {
  const life = new AbortController();
  return { functions: connect(life.signal), ended: new Promise(() => {}), end: () => life.abort() };
}

async function connect(signal) {
  const url = new URL(`native?worker=${Math.random()}`, import.meta.url);
  const answer = await fetch(url, { signal }); // it goes on as long as this page
  const { value } = await answer.body.getReader().read();
  let last = Promise.resolve();
  const call = (message) => {
    const next = last.then(() => post(url, message, signal));
    last = next.catch(() => {});
    return next;
  };
  const names = JSON.parse(new TextDecoder().decode(value));
  const functionOf =
    (name) =>
    (...args) =>
      call(encode([name, ...args]));
  return Object.fromEntries(names.map((name) => [name, functionOf(name)]));
}

async function post(url, body, signal) {
  const answer = await fetch(url, { method: "POST", body, signal });
  if (!answer.ok) throw new Error("it is gone");
  return decode(await answer.arrayBuffer());
}

/** As tests/support/native/codec.py has it. */
function encode(value) {
  const blobs = [];
  let at = 0;
  const prepared = (value) => {
    if (value === null) return { $: "null" };
    if (value === undefined) return { $: "undefined" };
    if (typeof value === "number")
      return Number.isFinite(value) ? value : { $: "number", is: `${value}` };
    if (value instanceof ArrayBuffer) return prepared(new Uint8Array(value));
    if (ArrayBuffer.isView(value)) {
      blobs.push(value);
      at += value.byteLength;
      return { $: value.constructor.name, at: at - value.byteLength, size: value.byteLength };
    }
    if (Array.isArray(value)) return Array.from(value, prepared);
    if (typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, prepared(each)]));
  };
  const text = new TextEncoder().encode(JSON.stringify(prepared(value)));
  return new Blob([new Uint32Array([text.length]), text, ...blobs]);
}

function decode(buffer) {
  const [length] = new Uint32Array(buffer, 0, 1);
  const text = new TextDecoder().decode(new Uint8Array(buffer, 4, length));
  const found = (value) => {
    if (Array.isArray(value)) return value.map(found);
    if (typeof value !== "object") return value;
    if (value.$ === "undefined") return undefined;
    if (value.$ === "number") return Number(value.is);
    if (value.$) {
      const begin = 4 + length + value.at;
      return new globalThis[value.$](buffer.slice(begin, begin + value.size));
    }
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, found(each)]));
  };
  return found(JSON.parse(text));
}
