import { type Egress, judgeAddress } from '#domain/webhook/address.ts';
import { isLiteralAddress } from '#domain/webhook/endpoint-url.ts';
import type { ResolveHost } from './resolver.ts';

export type JudgedHost =
  /** Every address of the host is allowed; a connection goes to one of these, and is never resolved again. */
  | { readonly status: 'allowed'; readonly addresses: readonly [string, ...string[]] }
  | { readonly status: 'refused'; readonly address: string; readonly range: string }
  | { readonly status: 'unresolved' };

/** More addresses than this are not needed to reach a receiver; a name server can answer with thousands. */
const MAX_ADDRESSES = 8;

/**
 * Resolves `host` once and judges all that it resolves to. One forbidden address refuses the host altogether: a public
 * and a private answer side by side is how rebinding is done.
 */
export async function judgeHost(
  host: string,
  egress: Egress,
  resolve: ResolveHost,
  signal: AbortSignal,
): Promise<JudgedHost> {
  const addresses = isLiteralAddress(host) ? [host] : await resolve(host, signal);
  for (const address of addresses) {
    const judgement = judgeAddress(address, egress);
    if (!judgement.allowed) return { status: 'refused', address, range: judgement.range };
  }
  const [first, ...others] = addresses;
  if (first === undefined) return { status: 'unresolved' };
  return { status: 'allowed', addresses: [first, ...others.slice(0, MAX_ADDRESSES - 1)] };
}
