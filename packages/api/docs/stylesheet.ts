/** The look of guides and error pages: one column of text, by the reader's own fonts and colour scheme. */
export const STYLESHEET = `:root {
  color-scheme: light dark;
  --text: light-dark(#1c2024, #e6e8eb);
  --quiet: light-dark(#60646c, #9ba1a6);
  --line: light-dark(#dfe3e6, #313538);
  --panel: light-dark(#f6f7f8, #1d2022);
  --page: light-dark(#ffffff, #151718);
  --link: light-dark(#0b68cb, #52a9ff);
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.65 system-ui, sans-serif; }
header { border-bottom: 1px solid var(--line); }
nav, main { max-width: 46rem; margin: 0 auto; padding: 0.9rem 1.25rem; }
nav a { margin-right: 1.25rem; color: var(--quiet); text-decoration: none; }
nav a:hover, nav a:focus-visible { color: var(--text); }
nav .brand { color: var(--text); font-weight: 650; }
main { padding-block: 2rem 5rem; }
h1, h2, h3 { line-height: 1.25; letter-spacing: -0.01em; margin: 2.2em 0 0.6em; }
h1 { font-size: 2rem; margin-top: 0; }
h2 { font-size: 1.35rem; }
h3 { font-size: 1.1rem; }
a { color: var(--link); text-underline-offset: 0.15em; }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: 0.88em; }
code { background: var(--panel); border-radius: 4px; padding: 0.12em 0.35em; overflow-wrap: break-word; }
pre { background: var(--panel); border: 1px solid var(--line); border-radius: 8px; padding: 0.9rem 1rem; overflow-x: auto; line-height: 1.5; }
pre code { background: none; padding: 0; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 0.95em; }
th, td { border-bottom: 1px solid var(--line); padding: 0.5em 0.75em 0.5em 0; text-align: left; vertical-align: top; }
blockquote { margin: 1em 0; padding-left: 1rem; border-left: 3px solid var(--line); color: var(--quiet); }
li { margin: 0.25em 0; }
`;
