/**
 * Where `url` leads, for those who are not to use it: scheme, host and port. All else may be a secret by which anyone could post
 * there: the path of a chat's webhook, a token in the query. `url` is one that an endpoint was let have.
 */
export function urlOrigin(url: string): string {
  return new URL(url).origin;
}
