import type { ContractBody } from '#domain/contract/body.ts';
import { beginFilling, type Filling } from '#domain/journey/inherit.ts';
import type { InheritedField } from '#domain/packet/inherited.ts';
import type { JsonObject } from '#domain/packet/json.ts';
import { checkPacketSize } from '#domain/packet/size.ts';
import { DomainError } from '#domain/problem.ts';
import type { TenantContext } from '../context.ts';
import { type FillingFor, fillFromEarlier } from './fill-from-earlier.ts';

export interface FilledPacket {
  readonly packet: JsonObject;
  readonly inherited: readonly InheritedField[];
}

/** A packet as its sender has left it. */
export interface PacketToFill extends FillingFor {
  readonly packet: JsonObject;
}

/**
 * The packet with what its sender has left out, as far as the contract has it carried over and earlier packets of the
 * subject in this tenant and mode have it: each field from the newest that does. Without such a field nothing is read.
 *
 * @throws DomainError `payload_too_large` if what is carried over makes it so
 */
export async function inheritFields(
  context: TenantContext,
  { packet: { inherit = [] } }: Pick<ContractBody, 'packet'>,
  { packet, ...of }: PacketToFill,
): Promise<FilledPacket> {
  const filling = await fillFromEarlier(context, beginFilling(packet, inherit), of);
  requireFitting(filling);
  return { packet: filling.packet, inherited: filling.inherited };
}

function requireFitting({ packet, inherited }: Filling): void {
  if (inherited.length === 0) return;
  const violations = checkPacketSize(packet);
  if (violations.length === 0) return;
  const fields = inherited.map(({ field }) => field).join(', ');
  const message = `The packet is too large with what is carried over into it (${fields}); send a shorter value of one of these.`;
  throw new DomainError('payload_too_large', message, { violations, extensions: { inherited } });
}
