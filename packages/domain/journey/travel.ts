import { isDeepStrictEqual } from 'node:util';
import type { TravellingPacket } from '../packet/inherited.ts';
import { escapeToken, isJsonObject } from '../packet/json.ts';

/** Fields of one packet that are told apart; a packet that has more is cut off there. */
export const MAX_FIELDS_TOLD = 100;

/**
 * carried: it was not sent, an earlier packet had it. repeated: it was sent again as it was. changed: an earlier packet had
 * another value. new: no earlier one had it.
 */
export const TRAVELS = ['carried', 'repeated', 'changed', 'new'] as const;
export type Travel = (typeof TRAVELS)[number];

/** A field of the packet itself, and how it came to be there. */
export interface TravelledField {
  /** JSON Pointer. */
  readonly field: string;
  readonly travel: Travel;
  /** The latest earlier handoff that had it; or that it was carried over from. */
  readonly fromHandoffId?: string;
}

/** What the packets so far have had, the latest value of each field. */
export type KnownFields = ReadonlyMap<string, { readonly value: unknown; readonly handoffId: string }>;

/** How each field of a packet came to be there, by what was known before it. */
export function travelOf({ packet, inherited }: TravellingPacket, known: KnownFields): readonly TravelledField[] {
  return membersOf(packet)
    .slice(0, MAX_FIELDS_TOLD)
    .map(([field, value]): TravelledField => {
      const mark = inherited.find((each) => each.field === field || each.field.startsWith(`${field}/`));
      if (mark !== undefined) return { field, travel: 'carried', fromHandoffId: mark.handoffId };
      const before = known.get(field);
      if (before === undefined) return { field, travel: 'new' };
      const travel = isDeepStrictEqual(before.value, value) ? 'repeated' : 'changed';
      return { field, travel, fromHandoffId: before.handoffId };
    });
}

/** What is known after a packet. */
export function knownAfter(known: KnownFields, handoffId: string, packet: unknown): KnownFields {
  const values = membersOf(packet).slice(0, MAX_FIELDS_TOLD);
  return new Map([...known, ...values.map(([field, value]) => [field, { value, handoffId }] as const)]);
}

function membersOf(packet: unknown): readonly (readonly [field: string, value: unknown])[] {
  if (!isJsonObject(packet)) return [];
  return Object.entries(packet).map(([name, value]) => [`/${escapeToken(name)}`, value]);
}
