// What the page has downloaded and checked is what Python runs: it goes to the worker as it comes, and is
// asked for no second time. A browser that keeps no large files would load them twice.

const WANTED = "the checked files are wanted";
/** Nobody knows when the page begins to hear its worker. */
const ASK_AGAIN_MS = 20;

/**
 * In the page: hands the files over, each as soon as it is there.
 * @param {any} worker
 * @param {Map<string, Promise<unknown>>} files by path; bytes, or compiled code
 */
export function handOver(worker, files) {
  const answer = ({ data, ports: [port] }) => {
    if (data !== WANTED) return;
    worker.removeEventListener("message", answer);
    port.postMessage([...files.keys()]);
    for (const [path, file] of files) {
      const hand = (content) => port.postMessage([path, content]);
      file.then(hand, () => {}); // without it the start fails, and the worker is ended
    }
  };
  worker.addEventListener("message", answer);
}

/** In the worker. @returns {Promise<Map<string, Promise<any>>>} the same files by path */
export function takeOver() {
  return new Promise((resolve) => {
    const ask = () => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data: paths }) => {
        clearInterval(asking);
        const coming = new Map(paths.map((path) => [path, Promise.withResolvers()]));
        port1.onmessage = ({ data: [path, content] }) => coming.get(path).resolve(content);
        resolve(new Map([...coming].map(([path, { promise }]) => [path, promise])));
      };
      self.postMessage(WANTED, { transfer: [port2] });
    };
    const asking = setInterval(ask, ASK_AGAIN_MS);
    ask();
  });
}
