/** The header of answers that show something with a version, for `If-Match` of a later change. */
export const ETAG_HEADER = {
  ETag: { description: 'The version that is shown, for If-Match.', example: '"3"' },
} as const;

export function etagOf(version: number): { readonly etag: string } {
  return { etag: `"${version}"` };
}
