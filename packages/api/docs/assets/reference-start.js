// Opens the reference. Nothing leaves this server: no fonts, no telemetry, no proxy, no other company's client.
const LOOK = `:root {
  --scalar-font: system-ui, sans-serif;
  --scalar-font-code: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
  --scalar-custom-header-height: 3.5rem;
}
.light-mode { --scalar-background-1: #ffffff; --scalar-color-accent: #0858ad; }
.dark-mode { --scalar-background-1: #151718; --scalar-background-2: #1d2022; --scalar-color-accent: #6cb5ff; }`;

const configuration = {
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
  customCss: LOOK,
};

const reference = Scalar.createApiReference('#reference', configuration);

document.addEventListener('baton:key', ({ detail }) => {
  const authentication = { preferredSecurityScheme: 'apiKey', securitySchemes: { apiKey: { token: detail } } };
  reference.updateConfiguration({ ...configuration, authentication });
});
