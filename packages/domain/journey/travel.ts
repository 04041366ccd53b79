import { isDeepStrictEqual } from 'node:util';
import type { TravellingPacket } from '../packet/inherited.ts';
import { escapeToken, isJsonObject, valueAt } from '../packet/json.ts';
import { tokensOf, withoutMembers } from '../packet/without.ts';

/** Fields of one packet that are told apart; a packet that has more is cut off there. */
export const MAX_FIELDS_TOLD = 100;

/**
 * carried: it was not sent, an earlier packet had it. repeated: it was sent again as it was. changed: an earlier packet had
 * another value. new: no earlier one had it.
 */
export const TRAVELS = ['carried', 'repeated', 'changed', 'new'] as const;
export type Travel = (typeof TRAVELS)[number];

/** A field of the packet itself, or one inside it that was carried over, and how it came to be there. */
export interface TravelledField {
  /** JSON Pointer. */
  readonly field: string;
  readonly travel: Travel;
  /** The latest earlier handoff that had it; or that it was carried over from. */
  readonly fromHandoffId?: string;
}

/** What the packets so far have had, the latest value of each field. */
export type KnownFields = ReadonlyMap<string, { readonly value: unknown; readonly handoffId: string }>;

/**
 * How each field of a packet came to be there, by what was known before it. Of a member that was sent in part, what was
 * carried over is told by itself, and the member by the rest of it.
 */
export function travelOf({ packet, inherited }: TravellingPacket, known: KnownFields): readonly TravelledField[] {
  return membersOf(packet)
    .flatMap(([field, value]): TravelledField[] => {
      const marks = inherited.filter((each) => each.field === field || each.field.startsWith(`${field}/`));
      const pointers = marks.map((mark) => mark.field);
      const sent = memberWithout(field, value, pointers);
      return [
        ...marks.map((mark) => ({ field: mark.field, travel: 'carried' as const, fromHandoffId: mark.handoffId })),
        ...(sent === undefined ? [] : [{ field, ...cameAs(sent, field, pointers, known) }]),
      ];
    })
    .slice(0, MAX_FIELDS_TOLD);
}

/** How what was sent of a member came, held against the same of what was known of it. */
function cameAs(
  sent: unknown,
  field: string,
  carried: readonly string[],
  known: KnownFields,
): Omit<TravelledField, 'field'> {
  const before = known.get(field);
  const value = before && memberWithout(field, before.value, carried);
  if (before === undefined || value === undefined) return { travel: 'new' };
  return { travel: isDeepStrictEqual(value, sent) ? 'repeated' : 'changed', fromHandoffId: before.handoffId };
}

/** A member without what was carried over into it; undefined if that is all of it. */
function memberWithout(field: string, value: unknown, carried: readonly string[]): unknown {
  if (carried.length === 0) return value;
  const [name = ''] = tokensOf(field);
  return valueAt(withoutMembers({ [name]: value }, carried), field);
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
