export interface ClientOptions {
  /** Where the API is, with its scheme: `https://api.example.com`. */
  readonly baseUrl: string;
  /** An API key's secret. Signing up and `/healthz` do without. It is never logged, nor part of an error. */
  readonly apiKey?: string;
  /** How often a call is tried again at most: 3 by default, 0 for never. */
  readonly maxRetries?: number;
  /** How long one attempt may take, in milliseconds: 30,000 by default. */
  readonly timeoutMs?: number;
  /** Another `fetch`, such as one that goes through a proxy. */
  readonly fetch?: typeof globalThis.fetch;
  /** Put before the client's own name in the header User-Agent: `my-service/1.2`. */
  readonly userAgent?: string;
}

export interface Settings {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly apiKey: string | undefined;
  readonly maxRetries: number;
  readonly timeoutMs: number;
  readonly fetch: typeof globalThis.fetch;
  readonly userAgent: string | undefined;
}

/** Throws a TypeError or RangeError that says which option cannot be; the key itself is never in the message. */
export function settingsOf({ maxRetries = 3, timeoutMs = 30_000, ...options }: ClientOptions): Settings {
  requireLimits({ maxRetries, timeoutMs });
  const { apiKey, userAgent } = options;
  // What a header cannot hold would be an error of fetch, which may have the key in its message.
  if (apiKey === '')
    throw new TypeError('apiKey is empty: is the variable set that it comes from, such as BATON_API_KEY?');
  if (apiKey !== undefined && !/^[\x21-\x7e]+$/.test(apiKey)) throw new TypeError('apiKey is not an API key.');
  if (userAgent !== undefined && !/^[\x20-\x7e]+$/.test(userAgent)) throw new TypeError('userAgent is not ASCII.');
  return {
    baseUrl: baseUrlOf(options.baseUrl),
    apiKey,
    maxRetries,
    timeoutMs,
    fetch: options.fetch ?? ((...request) => globalThis.fetch(...request)),
    userAgent,
  };
}

/** Throws a RangeError if a call cannot be limited so. */
export function requireLimits({ maxRetries, timeoutMs }: Pick<Settings, 'maxRetries' | 'timeoutMs'>): void {
  if (!Number.isInteger(maxRetries) || maxRetries < 0) throw new RangeError('maxRetries is a whole number, 0 or more.');
  if (!(timeoutMs > 0 && timeoutMs <= 2 ** 31 - 1)) throw new RangeError('timeoutMs is more than 0, and below 2^31.');
}

function baseUrlOf(text: string): string {
  if (text === '') throw new TypeError('baseUrl is empty: is the variable set that it comes from, such as BATON_URL?');
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new TypeError('baseUrl is an address such as https://api.example.com.');
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new TypeError('baseUrl has neither credentials nor a query nor a fragment.');
  }
  return url.origin + url.pathname.replace(/\/+$/, '');
}
