// An editor for Python: CodeMirror, as PyScript brings it along.
//
// PyScript's own <script type="py-editor"> would run the code in a second interpreter, take the focus,
// and needs inline styles, which this page forbids. In a shadow root CodeMirror needs none.

import { importPyScript } from "../python/pyscript.js";

/** The colours of CodeMirror's default style, by the names of the page's own. */
const COLOURS = {
  "#708": "var(--code-word)",
  "#219": "var(--code-word)",
  "#164": "var(--code-number)",
  "#a11": "var(--code-text)",
  "#e40": "var(--code-text)",
  "#00f": "var(--code-name)",
  "#940": "var(--muted)",
};

/** @returns {Promise<Record<string, any>>} core, state, python, language, view, commands */
export async function loadCodeMirror() {
  const { codemirror } = await importPyScript();
  const names = ["core", "state", "python", "language", "view", "commands"];
  const modules = await Promise.all(names.map((name) => codemirror[name]));
  return Object.fromEntries(names.map((name, i) => [name, modules[i]]));
}

export class Editor {
  /**
   * @param {any} codemirror
   * @param {HTMLElement} host empty
   * @param {{label: string, text: string, onRun: () => void, onChange: () => void}} options
   */
  constructor(codemirror, host, { label, text, onRun, onChange }) {
    const { core, language, python, view, commands } = codemirror;
    const run = {
      key: "Mod-Enter",
      run: () => {
        onRun();
        return true;
      },
    };
    this.view = new core.EditorView({
      parent: host.attachShadow({ mode: "open" }),
      root: host.shadowRoot,
      doc: text,
      extensions: [
        view.keymap.of([run, { ...run, key: "Ctrl-Enter" }, commands.indentWithTab]),
        core.basicSetup,
        language.indentUnit.of("    "),
        python.python(),
        language.syntaxHighlighting(colours(language)),
        core.EditorView.theme(THEME),
        core.EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" }),
        core.EditorView.updateListener.of((update) => update.docChanged && onChange()),
      ],
    });
  }

  get text() {
    return this.view.state.doc.toString();
  }

  set text(text) {
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: text } });
  }
}

function colours({ HighlightStyle, defaultHighlightStyle }) {
  const styled = ({ color, ...rest }) => (color ? { ...rest, color: COLOURS[color] } : rest);
  return HighlightStyle.define(defaultHighlightStyle.specs.map(styled));
}

const THEME = {
  "&": { color: "var(--ink)", background: "var(--surface)", fontSize: "var(--small)" },
  "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "-1px" },
  ".cm-scroller": { fontFamily: "ui-monospace, monospace", lineHeight: "1.55" },
  ".cm-content": { caretColor: "var(--ink)", padding: "10px 0" },
  ".cm-cursor, .cm-dropCursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { background: "none", color: "var(--muted)", border: "0" },
  ".cm-activeLine, .cm-activeLineGutter": { background: "var(--code-line)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground":
    { background: "var(--training-faint)" },
  ".cm-selectionMatch, &.cm-focused .cm-matchingBracket": { background: "var(--training-faint)" },
  ".cm-tooltip, .cm-panels": { background: "var(--surface)", color: "var(--ink)" },
  ".cm-tooltip": { border: "1px solid var(--line)" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": {
    background: "var(--accent)",
    color: "var(--on-accent)",
  },
};
