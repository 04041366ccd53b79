/**
 * Sent with every answer of the API. It serves JSON to programs: nothing in it may be cached by intermediaries, sniffed,
 * framed, or run by a browser (OWASP REST security cheat sheet).
 */
const CONSTANT_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
} as const;

export type Headers = Readonly<Record<string, string>>;

export function answerHeaders(requestId: string, contentType: string | undefined, further: Headers = {}): Headers {
  const headers: Record<string, string> = { ...CONSTANT_HEADERS, ...further, 'x-request-id': requestId };
  if (contentType !== undefined) headers['content-type'] = contentType;
  return headers;
}
