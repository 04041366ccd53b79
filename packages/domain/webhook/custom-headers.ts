import { escapeToken } from '../packet/json.ts';
import type { Violation } from '../problem.ts';

/** Header fields that a tenant has sent with each post, by name. Their values are secrets. */
export type CustomHeaders = Readonly<Record<string, string>>;

export const MAX_CUSTOM_HEADERS = 10;
export const MAX_HEADER_NAME_LENGTH = 100;
export const MAX_HEADER_VALUE_LENGTH = 1000;

/** What a value is shown as. It is no value that a header may have, so sending it back cannot replace the real one. */
export const HIDDEN_VALUE = '••••••••';

/** RFC 9110, section 5.6.2. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** RFC 9110, section 5.5, without tabs and what is beyond ASCII: receivers disagree about those. */
const VALUE = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

/** Fields by which HTTP itself, proxies, browsers and metadata services go, and those of the message that is signed. */
const RESERVED: ReadonlySet<string> = new Set([
  'alt-used',
  'connection',
  'cookie',
  'cookie2',
  'date',
  'expect',
  'forwarded',
  'from',
  'host',
  'http2-settings',
  'keep-alive',
  'max-forwards',
  'metadata',
  'metadata-flavor',
  'origin',
  'range',
  'referer',
  'set-cookie',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'user-agent',
  'via',
  'x-google-metadata-request',
  'x-http-method',
  'x-http-method-override',
  'x-method-override',
  'x-original-url',
  'x-real-ip',
  'x-rewrite-url',
]);
const RESERVED_BEGINNINGS = [
  'accept',
  'access-control-',
  'content-',
  'if-',
  'proxy-',
  'sec-',
  'webhook-',
  'x-aws-ec2-metadata-',
  'x-forwarded-',
];

/** Everything in `headers` that cannot be sent, with pointers below `/headers`. No message holds a value. */
export function checkCustomHeaders(headers: CustomHeaders): Violation[] {
  const entries = Object.entries(headers);
  if (entries.length > MAX_CUSTOM_HEADERS) {
    const message = `must be at most ${MAX_CUSTOM_HEADERS} headers, not ${entries.length}`;
    return [{ pointer: '/headers', code: 'too_many_headers', message }];
  }
  const seen = new Set<string>();
  return entries.flatMap(([name, value]) => {
    const lower = name.toLowerCase();
    const repeated = seen.has(lower);
    seen.add(lower);
    const faults = [faultOfName(name), repeated ? REPEATED : undefined, faultOfValue(value)];
    const pointer = `/headers/${escapeToken(name.slice(0, MAX_HEADER_NAME_LENGTH))}`;
    return faults.flatMap((fault) => (fault === undefined ? [] : [{ pointer, ...fault }]));
  });
}

/** Whether a header may be sent. Asked again at each post, since the rules may have changed since it was saved. */
export function isSendable(name: string, value: string): boolean {
  return faultOfName(name) === undefined && faultOfValue(value) === undefined;
}

/** The names, with what stands for the values where they are shown. */
export function hideValues(headers: CustomHeaders): CustomHeaders {
  return Object.fromEntries(Object.keys(headers).map((name) => [name, HIDDEN_VALUE]));
}

type Fault = Pick<Violation, 'code' | 'message'>;

const REPEATED: Fault = { code: 'duplicate', message: 'is given twice: names of headers do not tell case' };

function faultOfName(name: string): Fault | undefined {
  if (!TOKEN.test(name) || name.length > MAX_HEADER_NAME_LENGTH) {
    const message = `must be the name of a header: at most ${MAX_HEADER_NAME_LENGTH} letters, digits and hyphens`;
    return { code: 'header_name_invalid', message };
  }
  const lower = name.toLowerCase();
  if (!RESERVED.has(lower) && !RESERVED_BEGINNINGS.some((beginning) => lower.startsWith(beginning))) return undefined;
  return { code: 'header_reserved', message: `must not be set: ${name} belongs to HTTP or to the signed message` };
}

function faultOfValue(value: string): Fault | undefined {
  if (value === HIDDEN_VALUE) {
    const message = 'must be the real value: what is shown stands for a value that is kept secret';
    return { code: 'header_value_hidden', message };
  }
  if (value.length <= MAX_HEADER_VALUE_LENGTH && VALUE.test(value)) return undefined;
  const message = `must have a value of 1 to ${MAX_HEADER_VALUE_LENGTH} visible ASCII characters, with spaces only in between`;
  return { code: 'header_value_invalid', message };
}
