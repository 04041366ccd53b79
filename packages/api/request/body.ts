import { DomainError } from '#domain/problem.ts';
import { parseStrictJson, UnacceptableJson } from './strict-json.ts';

/** The largest body of any route, in bytes. */
export const LARGEST_BODY = 1024 * 1024;

const JSON_MEDIA_TYPE = /^application\/json[ \t]*(?:;[ \t]*charset[ \t]*=[ \t]*"?utf-8"?[ \t]*)?$/i;
const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The JSON value of the request's body. No body at all reads as `{}`, so that what is missing is then named field by
 * field. Throws DomainError: `unsupported_media_type`, `payload_too_large`, `malformed_request`.
 */
export async function readJsonBody(request: Request): Promise<unknown> {
  const declared = Number(request.headers.get('content-length') ?? 0);
  if (declared > LARGEST_BODY) throw tooLarge();
  if (request.body === null) return {};
  const bytes = await request.arrayBuffer();
  if (bytes.byteLength > LARGEST_BODY) throw tooLarge();
  if (bytes.byteLength === 0) return {};
  refuseOtherMediaTypes(request);
  return parseBytes(bytes);
}

function refuseOtherMediaTypes(request: Request): void {
  const encoding = request.headers.get('content-encoding');
  if (encoding !== null && encoding.toLowerCase() !== 'identity') {
    throw new DomainError('unsupported_media_type', 'Send the body without a Content-Encoding.');
  }
  const mediaType = request.headers.get('content-type');
  if (mediaType === null || !JSON_MEDIA_TYPE.test(mediaType.trim())) {
    throw new DomainError('unsupported_media_type', 'Send the body as JSON, with Content-Type: application/json.');
  }
}

function parseBytes(bytes: ArrayBuffer): unknown {
  let text: string;
  try {
    text = strictUtf8.decode(bytes);
  } catch {
    throw new DomainError('malformed_request', 'The body is not valid UTF-8.');
  }
  try {
    return parseStrictJson(text);
  } catch (error) {
    if (error instanceof UnacceptableJson) throw new DomainError('malformed_request', `The body is ${said(error)}`);
    throw error;
  }
}

function said(error: UnacceptableJson): string {
  return error.message.startsWith('not JSON') ? `${error.message}.` : `not acceptable: ${error.message}.`;
}

function tooLarge(): DomainError {
  return new DomainError('payload_too_large', `The body is larger than ${LARGEST_BODY} bytes.`);
}
