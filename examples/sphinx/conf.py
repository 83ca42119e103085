"""Sphinx with MyST and a theme that has a light and a dark side."""

project = "Digits, in Sphinx"
extensions = ["myst_parser"]
html_theme = "furo"
html_js_files = [("https://name.github.io/pycore/embed.js", {"async": "async"})]
