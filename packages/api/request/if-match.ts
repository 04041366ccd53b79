import { DomainError } from '#domain/problem.ts';

/**
 * The version that an `If-Match` header names, `"3"`; undefined if there is no header, or `*`, which any version
 * matches (RFC 9110, section 13.1.1). Throws DomainError `malformed_request` for what no ETag of ours looks like.
 */
export function readIfMatch(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === '*') return undefined;
  const version = /^"(\d{1,9})"$/.exec(header.trim())?.[1];
  if (version === undefined) {
    throw new DomainError('malformed_request', 'If-Match must be one ETag as it was answered, such as "3".');
  }
  return Number(version);
}
