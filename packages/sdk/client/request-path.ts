export type QueryValue = string | number | boolean | null | undefined;

/**
 * The path of a request with its parameters filled in. Throws a TypeError if a parameter is missing, or is one that a URL
 * would take for a step upwards: an id from elsewhere cannot lead to another route.
 */
export function requestPath(
  template: string,
  path: Readonly<Record<string, unknown>> = {},
  query: Readonly<Record<string, QueryValue>> = {},
): string {
  if (!template.startsWith('/')) throw new TypeError(`A path begins with a slash: ${template}`);
  const filled = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => segment(name, path[name]));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) search.append(name, String(value));
  }
  const text = search.toString();
  return text === '' ? filled : `${filled}${filled.includes('?') ? '&' : '?'}${text}`;
}

function segment(name: string, value: unknown): string {
  if ((typeof value !== 'string' && typeof value !== 'number') || value === '' || value === '.' || value === '..') {
    throw new TypeError(`The path needs a value for {${name}}.`);
  }
  return encodeURIComponent(value);
}
