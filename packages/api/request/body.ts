import { DomainError } from '#domain/problem.ts';
import type { ApiRequest } from '../http.ts';
import { parseStrictJson } from './strict-json.ts';
import { UnacceptableJson } from './unacceptable-json.ts';

/** The largest body of any route, in bytes. */
export const LARGEST_BODY = 1024 * 1024;

const JSON_MEDIA_TYPE = /^application\/json[ \t]*(?:;[ \t]*charset[ \t]*=[ \t]*"?utf-8"?[ \t]*)?$/i;

/**
 * The JSON value of the request's body. No body at all reads as `{}`, so that what is missing is then named field by
 * field. Throws DomainError: `unsupported_media_type`, `payload_too_large`, `malformed_request`.
 */
export function readJsonBody({ body, headers }: ApiRequest): unknown {
  if (body === undefined || body.length === 0) return {};
  if (sizeOf(body) > LARGEST_BODY) {
    throw new DomainError('payload_too_large', `The body is larger than ${LARGEST_BODY} bytes.`);
  }
  refuseOtherMediaTypes(headers);
  return parse(textOf(body, headers['content-length']));
}

function sizeOf(body: string | Uint8Array): number {
  return typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength;
}

function refuseOtherMediaTypes(headers: ApiRequest['headers']): void {
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    throw new DomainError('unsupported_media_type', 'Send the body without a Content-Encoding.');
  }
  if (!JSON_MEDIA_TYPE.test(headers['content-type']?.trim() ?? '')) {
    throw new DomainError('unsupported_media_type', 'Send the body as JSON, with Content-Type: application/json.');
  }
}

function textOf(body: string | Uint8Array, length: string | undefined): string {
  if (typeof body === 'string') {
    requireOwnText(body, length);
    return body;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new DomainError('malformed_request', NO_UTF8);
  }
}

const NO_UTF8 = 'The body is not valid UTF-8.';
/** What a decoder puts in the place of bytes that are no UTF-8. */
const REPLACEMENT = '\ufffd';

/**
 * A gateway may have decoded JSON before we see it. A replacement that it made is longer than what it stands for, unless that
 * was a character of four bytes without its last; one that was sent is as long as it was.
 */
function requireOwnText(text: string, length: string | undefined): void {
  if (!text.includes(REPLACEMENT) || length?.trim() === String(Buffer.byteLength(text))) return;
  const hint =
    length === undefined ? ' If U+FFFD is meant, send the header Content-Length, or write it as \\ufffd.' : '';
  throw new DomainError('malformed_request', `${NO_UTF8}${hint}`);
}

function parse(text: string): unknown {
  try {
    return parseStrictJson(text);
  } catch (error) {
    if (!(error instanceof UnacceptableJson)) throw error;
    const { violations } = error;
    throw new DomainError('malformed_request', `The body is ${said(error)}`, { violations });
  }
}

function said(error: UnacceptableJson): string {
  return error.message.startsWith('not JSON') ? `${error.message}.` : `not acceptable: ${error.message}.`;
}
