const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

const ICON_LINK = '<link rel="icon" type="image/svg+xml" href="/docs/assets/icon.svg">';

interface PageParts {
  readonly title: string;
  /** Trusted HTML. */
  readonly main: string;
}

/** A page of text: guide, error page, or list of them. Its only resources are the stylesheet and the icon. */
export function textPage({ title, main }: PageParts): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)} · Baton</title>
${ICON_LINK}
<link rel="stylesheet" href="/docs/assets/text.css">
</head>
<body>
<header><nav aria-label="Documentation"><a class="brand" href="/docs">Baton</a> <a href="/docs">Reference</a> <a href="/docs/guides">Guides</a> <a href="/docs/errors">Errors</a></nav></header>
<main>
${main}
</main>
</body>
</html>
`;
}

/** What a browser shows where there is no page. */
export const MISSING_PAGE = textPage({
  title: 'No such page',
  main: `<h1>There is no such page</h1>
<p>It may have moved. Look in the <a href="/docs">reference</a>, among the <a href="/docs/guides">guides</a>, or in the list of <a href="/docs/errors">errors</a>.</p>`,
});

/** The API reference: an empty page that the script of the package fills from `/openapi.json`. */
export const REFERENCE_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Baton API reference</title>
${ICON_LINK}
</head>
<body>
<div id="reference"></div>
<noscript>The reference needs JavaScript. The document itself is at <a href="/openapi.yaml">/openapi.yaml</a>; guides are at <a href="/docs/guides">/docs/guides</a>.</noscript>
<script src="/docs/assets/reference.js"></script>
<script src="/docs/assets/start.js"></script>
</body>
</html>
`;

/** Nothing leaves this server: no fonts, no telemetry, no proxy, no other company's client. */
export const REFERENCE_START = `Scalar.createApiReference('#reference', {
  url: '/openapi.json',
  theme: 'default',
  withDefaultFonts: false,
  telemetry: false,
  proxyUrl: '',
  hideClientButton: true,
  showDeveloperTools: 'never',
  agent: { disabled: true },
  mcp: { disabled: true },
  persistAuth: false,
  defaultOpenAllTags: false,
  defaultHttpClient: { targetKey: 'shell', clientKey: 'curl' },
  customCss: ':root{--scalar-font:system-ui,sans-serif;--scalar-font-code:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}',
});
`;
