/** What a caller or the gateway may name a request: printable, short, and safe to log and echo. */
const REQUEST_ID = /^[A-Za-z0-9._:=+/@-]{1,128}$/;

/** The caller's own id for the request if it is a sane one, else the gateway's, else a new one. */
export function requestIdOf(incoming: string | undefined, gateway: string | undefined, newId: () => string): string {
  if (incoming !== undefined && REQUEST_ID.test(incoming)) return incoming;
  if (gateway !== undefined && REQUEST_ID.test(gateway)) return gateway;
  return newId();
}
