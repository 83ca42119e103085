// <pycore-digits>: this site's page, in any other page. Two lines are all that it takes:
//
//     <script src="https://…/embed.js" async></script>
//     <pycore-digits view="draw"></pycore-digits>
//
// What it understands and what it tells is in docs/embedding.md. It imports nothing and is no module, for a
// module from another origin loads only with a header that not every static server sends; with that header,
// type="module" works as well.

(() => {
  const NAME = "pycore-digits";
  if (customElements.get(NAME)) return; // the page has the line twice

  /** Where this file lies, by which the site is found. In a module only the stack tells. */
  const HERE =
    /** @type {HTMLScriptElement} */ (document.currentScript)?.src ??
    /https?:\S+?(?=:\d+:\d+)/.exec(new Error().stack)[0];
  const PAGE = new URL("./index.html", HERE);

  /** The version of the messages between this element and the page in its frame. */
  const VERSION = 1;
  /** So many start by themselves, for each takes 250 MB; a further one waits to be pressed. */
  const AT_ONCE = 3;
  /** How near to the window one must come to start. */
  const NEAR = "400px 0px";
  /** How long a page that has come may take to say that it is ours. */
  const PATIENCE_MS = 10_000;
  /** How long one may take to start before the next one may begin: it may never come to its end. */
  const TURN_MS = 30_000;
  const SOON = "It starts in a moment.";
  /** What the page tells, each as an event of this name. */
  const EVENTS = "ready reading experiment progress metrics finished error ignored".split(" ");
  const WHAT = "A neural network that reads digits, run by Python in your browser.";
  const FORBIDDEN = `The content security policy of this page (frame-src) does not allow frames of ${PAGE.origin}.`;
  const ISOLATED = `This page requires a header of its frames (Cross-Origin-Embedder-Policy). ${PAGE.host} does not send it, and this browser has no other way to show the frame.`;
  const HEIGHTS = { least: 120, expected: 480, most: 20_000 };
  /** The names of the address that are attributes, too. */
  const SETTINGS =
    "v images layers activation initialiser optimiser rate batch epochs l2 schedule smoothing augment average patience seed rows steps switches hide play".split(
      " ",
    );
  const DARK = matchMedia("(prefers-color-scheme: dark)");
  const STYLE = new CSSStyleSheet(); // a policy of the host page may forbid any other kind
  STYLE.replaceSync(`
    :host { display: block; max-width: 100%; }
    :host([hidden]), [hidden] { display: none !important; }
    iframe { display: block; box-sizing: border-box; width: 100%; border: 0; border-radius: 16px; }
    div { display: grid; place-content: center; justify-items: center; gap: 12px; box-sizing: border-box;
      padding: 24px; text-align: center; background: Canvas; color: CanvasText; border-radius: 16px;
      border: 1px solid color-mix(in srgb, currentColor 25%, transparent); font: 1rem/1.5 system-ui, sans-serif; }
    p { margin: 0; max-width: 36em; }
    a { color: inherit; }
    button { font: inherit; color: inherit; background: none; cursor: pointer;
      min-height: 44px; padding: 0 24px; border: 1px solid currentColor; border-radius: 10px; }
    i { display: none; background: Canvas; }
  `);

  /** The order of starts: one after the other, so that the next finds the files in the browser's cache. */
  const turns = {
    /** @type {Set<PycoreDigits>} */ waiting: new Set(),
    /** @type {Set<PycoreDigits>} */ running: new Set(),
    /** @type {PycoreDigits | null} */ starting: null,

    /** Lets the next one start, if it may. */
    consider() {
      if (turns.starting) return;
      for (const element of turns.waiting) {
        if (!element.called && !(element.near && turns.room())) continue;
        turns.waiting.delete(element);
        turns.running.add(element);
        turns.starting = element;
        element.begin();
        setTimeout(() => turns.started(element), TURN_MS);
        break;
      }
      for (const element of turns.waiting) element.wait();
    },

    /** Whether one more may start by itself; those that nobody sees or has used make room. */
    room() {
      const idle = [...turns.running].filter((element) => !element.near && !element.used);
      while (idle.length && turns.running.size >= AT_ONCE) idle.shift().sleep();
      return turns.running.size < AT_ONCE;
    },

    /** One has started, or could not. */
    started(element) {
      if (turns.starting !== element) return;
      turns.starting = null;
      turns.consider();
    },

    /** One has ended. */
    left(element) {
      turns.waiting.delete(element);
      turns.running.delete(element);
      turns.started(element);
    },
  };

  /** What the page around asks of its frames, as far as it is known. */
  const policy = {
    /** Cross-Origin-Embedder-Policy: frames come with a header, or without all credentials. */
    isolated: self.crossOriginIsolated === true,
    canIsolate: "credentialless" in HTMLIFrameElement.prototype,

    watch() {
      document.addEventListener("securitypolicyviolation", (event) => {
        const { disposition, effectiveDirective, blockedURI } = event;
        if (disposition !== "enforce" || !/^(frame|child|default)-src/.test(effectiveDirective))
          return;
        if (blockedURI.startsWith(PAGE.origin)) policy.refuse(FORBIDDEN);
      });
      if (typeof ReportingObserver !== "function") return; // Firefox does not tell
      const tell = (reports) => {
        const mine = ({ body }) =>
          body?.disposition === "enforce" && String(body.blockedURL).startsWith(PAGE.href);
        if (reports.some(mine)) policy.isolate();
      };
      new ReportingObserver(tell, { types: ["coep"] }).observe();
    },

    /** Begins anew what was blocked, in a frame without credentials, which needs no header. */
    isolate() {
      if (policy.isolated || !policy.canIsolate) return policy.refuse(ISOLATED);
      policy.isolated = true;
      for (const element of turns.running) element.beginAnew();
    },

    /** @param {string} why */
    refuse(why) {
      for (const element of [...turns.running]) element.refused(why);
    },
  };

  class PycoreDigits extends HTMLElement {
    static observedAttributes = ["view", "address", "theme", "title", ...SETTINGS];

    /** Whether it is in sight, or nearly. */
    near = false;
    /** Whether it must start even out of sight: a visitor pressed, or a script asked. */
    called = false;
    /** Whether somebody has done something in it, which would be lost if it were ended. */
    used = false;
    /** Whether Python is up in it. */
    ready = false;
    /** The latest of each kind that the page has told, by its type. @type {Record<string, any>} */
    told = {};
    #frame = null;
    #sent = "";
    #theme = "";
    #unsaid = [];
    /** Whether the page in it has said that it is ours. */
    #met = false;
    /** Whether anything has come into it. */
    #loaded = false;
    #doubt = 0;
    #trouble = "";

    constructor() {
      super();
      const shadow = this.attachShadow({ mode: "open" });
      shadow.adoptedStyleSheets = [STYLE];
      this.poster = document.createElement("div");
      this.words = document.createElement("p");
      this.button = document.createElement("button");
      this.button.type = "button";
      this.button.addEventListener("click", () => this.start());
      this.link = document.createElement("a");
      this.link.target = "_blank";
      this.link.rel = "noopener";
      this.link.textContent = "Open it in a tab";
      this.poster.append(this.words, this.link, this.button);
      this.poster.style.minHeight = `${HEIGHTS.expected}px`;
      this.bare = document.createElement("i"); // tells the colour of a canvas with nothing on it
      shadow.append(this.poster, this.bare);
      this.sight = new IntersectionObserver((entries) => this.#seen(entries.at(-1)), {
        rootMargin: NEAR,
      });
      this.dress = new MutationObserver(() => requestAnimationFrame(() => this.#followTheme()));
    }

    connectedCallback() {
      addEventListener("message", this);
      document.addEventListener("transitionend", this);
      DARK.addEventListener("change", this);
      for (let each = this; each; each = parentOf(each))
        this.dress.observe(each, { attributes: true });
      this.sight.observe(this);
      turns.waiting.add(this);
      this.wait();
    }

    disconnectedCallback() {
      removeEventListener("message", this);
      document.removeEventListener("transitionend", this);
      DARK.removeEventListener("change", this);
      this.dress.disconnect();
      this.sight.disconnect();
      this.#end();
    }

    /** It only moves within the page, by `moveBefore`: the frame lives on. */
    connectedMoveCallback() {}

    attributeChangedCallback(name, before, after) {
      if (before === after || !this.isConnected) return;
      if (name === "theme") this.#followTheme();
      else if (!this.#frame) this.wait();
      else if (name === "title") this.#frame.title = this.#title;
      else queueMicrotask(() => this.#tellAddress()); // several may change at once
    }

    // What a script may ask for:

    /** Starts it now, wherever it is. */
    start() {
      this.called = true;
      turns.consider();
    }

    /** Trains, or goes on. */
    play() {
      this.#ask({ type: "play" });
    }

    pause() {
      if (this.#frame) this.#ask({ type: "pause" });
    }

    /** Forgets the run; what is set and drawn stays. */
    reset() {
      if (this.#frame) this.#ask({ type: "reset" });
    }

    /** What is set: the `address` that says it and the `settings` by name; null before it has started. */
    get experiment() {
      return this.told.experiment ?? null;
    }

    /** @param {string | Record<string, string | number | number[]>} wanted an address, or settings by name */
    set experiment(wanted) {
      if (typeof wanted === "string") this.#ask({ type: "set", address: wanted });
      else this.#ask({ type: "set", settings: wanted });
    }

    /** The last answer to a drawing: `digit` (null: none is named), `second` and `probabilities`. */
    get reading() {
      return this.told.reading ?? null;
    }

    /** Where the training stands. */
    get metrics() {
      return this.told.metrics ?? null;
    }

    // What the turns ask for:

    /** Shows what it waits for. */
    wait() {
      const full = turns.running.size >= AT_ONCE || this.getAttribute("start") === "press";
      this.button.hidden = this.called || !(full || this.#trouble);
      this.button.textContent = this.#trouble ? "Try again" : "Start";
      this.button.ariaLabel = `${this.button.textContent}: ${this.#title}`;
      this.words.textContent = this.button.hidden ? SOON : this.#trouble || WHAT;
      this.link.hidden = !this.#trouble;
      this.link.href = `${PAGE}#${this.#address}`;
    }

    begin() {
      this.#sent = this.#address;
      this.#followTheme();
      const frame = document.createElement("iframe");
      frame.title = this.#title;
      frame.allow = "clipboard-write";
      if (policy.isolated) frame.credentialless = true; // unknown to some browsers
      frame.style.height = this.poster.style.minHeight;
      frame.style.colorScheme = this.#theme; // no white flash before its own colours come
      frame.src = `${PAGE}#${withName(withName(this.#sent, "embed", "1"), "theme", this.#theme)}`;
      frame.addEventListener("load", () => {
        this.#loaded = true;
        this.#expectHello(PATIENCE_MS);
      });
      this.#frame = frame;
      this.#loaded = false;
      this.#trouble = "";
      this.poster.hidden = true;
      this.shadowRoot.append(frame);
      this.#expectHello(policy.isolated && !policy.canIsolate ? PATIENCE_MS : TURN_MS);
    }

    /** Its frame was blocked; in another kind it may come. */
    beginAnew() {
      if (this.#met) return;
      this.#frame.remove();
      this.begin();
    }

    /** The page in it can't come. @param {string} why */
    refused(why) {
      if (this.#met) return;
      this.#trouble = why;
      this.near = false; // or it would try again at once, and for ever
      this.sleep();
      this.#pass("error", { message: why });
    }

    /** Ends the page in it; begins anew when it is seen again. */
    sleep() {
      this.#end();
      turns.waiting.add(this);
      this.wait();
    }

    #end() {
      clearTimeout(this.#doubt);
      if (this.#frame) this.poster.style.minHeight = this.#frame.style.height;
      this.#frame?.remove();
      this.#frame = null;
      this.poster.hidden = false;
      this.told = {};
      this.called = this.used = this.ready = this.#met = false;
      this.#unsaid = [];
      turns.left(this);
    }

    // What happens:

    handleEvent(event) {
      if (event.type === "message") this.#hear(event);
      else if (event.type === "change" || event.propertyName?.startsWith("background"))
        this.#followTheme();
    }

    #seen({ isIntersecting }) {
      this.near = isIntersecting && this.getAttribute("start") !== "press";
      if (isIntersecting) this.#followTheme();
      setTimeout(turns.consider); // when all have been seen: then the first of them comes first
    }

    /** @param {MessageEvent} event */
    #hear({ source, origin, data }) {
      if (!this.#frame || source !== this.#frame.contentWindow) return;
      if (data?.pycore !== VERSION || typeof data.type !== "string") return;
      const { pycore, type, ...detail } = data;
      if (type === "explained") this.#beExplained();
      if (origin !== PAGE.origin) return;
      if (type === "hello") this.#greet();
      else if (type === "resized") this.#resize(detail.height);
      else if (type === "touched") this.used = true;
      else if (EVENTS.includes(type)) this.#pass(type, detail);
    }

    /** What stands in the frame says itself why it can't start; in a sandbox, that has no origin. */
    #beExplained() {
      clearTimeout(this.#doubt);
      this.#met = true;
      turns.started(this);
    }

    /** Hands on what the page tells, as an event. */
    #pass(type, detail) {
      this.told[type] = detail;
      const about = { detail, bubbles: true, composed: true };
      this.dispatchEvent(new CustomEvent(`pycore-${type}`, about));
      if (type === "ready") this.#beReady();
      if (type === "error") turns.started(this);
    }

    #beReady() {
      this.ready = true;
      for (const message of this.#unsaid.splice(0)) this.#say(message);
      turns.started(this);
    }

    /** The page is there; from now on it knows whom to tell. */
    #greet() {
      clearTimeout(this.#doubt);
      this.#met = true;
      this.ready = false;
      this.#say({ type: "hello" });
      this.#say({ type: "theme", theme: this.#theme });
      this.#tellAddress();
    }

    /** Nothing may come, or the browser's own page of an error. @param {number} patience milliseconds */
    #expectHello(patience) {
      clearTimeout(this.#doubt);
      if (!this.#met) this.#doubt = setTimeout(() => this.#findOut(), patience);
    }

    async #findOut() {
      const frame = this.#frame;
      const reason = await whyNot(this.#loaded);
      if (this.#frame !== frame || this.#met) return; // ended, or it has come after all
      if (reason === ISOLATED) policy.isolate();
      else if (reason) this.refused(reason);
      else this.#expectHello(TURN_MS);
    }

    #resize(height) {
      if (!Number.isFinite(height)) return;
      const fitting = Math.min(Math.max(height, HEIGHTS.least), HEIGHTS.most);
      this.#frame.style.height = `${Math.ceil(fitting)}px`;
    }

    // What is told to the page:

    /** Says it as soon as Python is up; starts it for that, if need be. */
    #ask(message) {
      let said;
      try {
        said = structuredClone(message); // now: what can't be told must not stop the others later
      } catch (error) {
        const why = error instanceof Error ? error.message : "it cannot be copied";
        this.#pass("ignored", { message: `The request was ignored: ${why}` });
        return;
      }
      this.used = true;
      if (this.ready) this.#say(said);
      else this.#unsaid.push(said);
      if (!this.#frame) this.start();
    }

    #say(message) {
      this.#frame?.contentWindow?.postMessage({ pycore: VERSION, ...message }, PAGE.origin);
    }

    #tellAddress() {
      const address = this.#address;
      if (!this.#frame || address === this.#sent) return;
      this.#sent = address;
      const hides = /[?&]hide=/.test(address); // or what was hidden before would stay so
      this.#say({ type: "set", address: hides ? address : withName(address, "hide", "none") });
    }

    #followTheme() {
      const theme = this.#wantedTheme;
      if (theme === this.#theme) return;
      this.#theme = this.poster.style.colorScheme = theme;
      if (this.#frame) this.#frame.style.colorScheme = theme;
      this.#say({ type: "theme", theme });
    }

    get #wantedTheme() {
      const theme = this.getAttribute("theme");
      if (theme === "light" || theme === "dark") return theme;
      return lightnessBehind(this, this.bare) < 0.5 ? "dark" : "light";
    }

    get #view() {
      return (this.getAttribute("view") || "draw").replace("notebook-", "notebooks-");
    }

    get #title() {
      const view = this.getAttribute("view") || "draw";
      return this.getAttribute("title") || `pycore, ${view.replace("-", " ")}`;
    }

    /** What the attributes ask for, as what follows the # of the page's address. */
    get #address() {
      const given = this.getAttribute("address");
      let address = given === null ? this.#view.replace("-", "/") : given.replace(/^[^#]*#/, "");
      for (const name of SETTINGS) {
        if (!this.hasAttribute(name)) continue;
        const value = this.getAttribute(name);
        address = withName(address, name, name === "play" ? value || "1" : value);
      }
      return address;
    }
  }

  /** Why the page does not load, as far as this page can know. @param {boolean} loaded something came */
  async function whyNot(loaded) {
    const [here, there] = await Promise.all([head(location.href), head(PAGE)]);
    const embedder = here?.headers.get("cross-origin-embedder-policy") ?? "";
    const blocks = policy.isolated || /require-corp|credentialless/.test(embedder);
    if (blocks && !(policy.isolated && policy.canIsolate)) return ISOLATED;
    if (there && !there.ok)
      return `${PAGE.host} has no such page (${there.status}): ${PAGE.pathname}`;
    if (there)
      return (
        loaded &&
        `${PAGE.host} has another page there, or does not allow other sites to show it (X-Frame-Options, frame-ancestors).`
      );
    return `${PAGE.host} does not answer, has no such page, or does not allow other sites to show it.`;
  }

  const head = (url) =>
    fetch(url, { method: "HEAD", signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => null);

  /** The address with a new value for a name. */
  function withName(address, name, value) {
    const [path, query] = address.split("?");
    const names = new URLSearchParams(query);
    names.set(name, value);
    return `${path}?${names}`;
  }

  const parentOf = (element) =>
    element.assignedSlot ?? element.parentElement ?? element.getRootNode().host;

  /** How light it is behind an element, 0 to 1: the first thing painted there, or the bare canvas. */
  function lightnessBehind(element, bare) {
    for (let each = element; each; each = parentOf(each)) {
      const lightness = lightnessOf(getComputedStyle(each).backgroundColor);
      if (lightness !== null) return lightness;
    }
    return lightnessOf(getComputedStyle(bare).backgroundColor) ?? (DARK.matches ? 0 : 1);
  }

  /** @param {string} colour as computed styles write it @returns {number | null} null: one sees through it */
  function lightnessOf(colour) {
    const [, kind, inside] = /^([a-z]+)\((.*)\)$/.exec(colour) ?? [];
    const numbers = inside?.match(/(?<![\w-])-?[\d.]+(e-?\d+)?/g); // not those in "display-p3"
    const [first, second, third, alpha = 1] = numbers?.map(Number) ?? [];
    if (third === undefined || alpha < 0.5) return null;
    if (kind.startsWith("ok")) return first;
    if (kind.startsWith("l")) return first / 100; // lab, lch
    const luminance = 0.2126 * first + 0.7152 * second + 0.0722 * third;
    return kind === "color" ? luminance : luminance / 255;
  }

  policy.watch();
  customElements.define(NAME, PycoreDigits);
})();
