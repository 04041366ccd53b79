import type { HandoffEvent } from '../handoff/events.ts';
import { escapeToken, isJsonObject } from '../packet/json.ts';
import { MAX_FIELDS_TOLD, type TravelledField } from './travel.ts';

/** Something that somebody had to be asked for once more. */
export type AskedAgain =
  | {
      readonly cause: 'rejection';
      /** JSON Pointer. */
      readonly field: string;
      /** The attempt that was sent back for it. */
      readonly attempt: number;
      readonly reason: string;
      /** Whether the next attempt had it otherwise. */
      readonly mended: boolean;
    }
  | {
      readonly cause: 'repetition';
      readonly field: string;
      /** The handoff that had it already. */
      readonly fromHandoffId: string;
    };

/**
 * What was asked for once more: fields that a rejection found at fault, and fields that the contract asks for, that an
 * earlier packet had, and that were sent again instead of being carried over. What had been carried over and was mended
 * for a rejection is no repetition: nobody sent it before. At most 100 of each.
 */
export function askedAgain(
  events: readonly HandoffEvent[],
  travelled: readonly TravelledField[],
  packetSchema: unknown,
): readonly AskedAgain[] {
  const rejected = rejections(events);
  const corrected = correctedMembers(events);
  const repeated = repetitions(travelled, packetSchema).filter(({ field }) => !corrected.has(field));
  return [...rejected.slice(0, MAX_FIELDS_TOLD), ...repeated.slice(0, MAX_FIELDS_TOLD)];
}

/** Members of the packet that one attempt had carried over and the next one had otherwise, as a rejection asked for. */
function correctedMembers(events: readonly HandoffEvent[]): ReadonlySet<string> {
  const corrected = new Set<string>();
  let carried: readonly string[] = [];
  for (const { type, data } of events) {
    if (type !== 'handoff.submitted' && type !== 'handoff.resubmitted') continue;
    const changed = type === 'handoff.resubmitted' ? data.changed.map(memberOf) : [];
    for (const member of changed) if (carried.includes(member)) corrected.add(member);
    carried = (data.inherited ?? []).map(({ field }) => memberOf(field));
  }
  return corrected;
}

/** The member of the packet that a field is, or lies in. */
function memberOf(field: string): string {
  return `/${field.split('/')[1] ?? ''}`;
}

function rejections(events: readonly HandoffEvent[]): AskedAgain[] {
  let attempt = 1;
  let sentBack: { readonly reason: string; readonly fields: readonly string[]; readonly attempt: number } | undefined;
  const asked: AskedAgain[] = [];
  const close = (changed: readonly string[]) => {
    if (sentBack === undefined) return;
    const { reason, attempt: of } = sentBack;
    const fields = [...new Set([...sentBack.fields, ...changed])].filter((field) => field !== '');
    const mended = (field: string) => changed.includes(field);
    asked.push(
      ...fields.map((field) => ({ cause: 'rejection' as const, field, attempt: of, reason, mended: mended(field) })),
    );
    sentBack = undefined;
  };
  for (const event of events) {
    if (event.type === 'handoff.rejected' && event.data.rerouted !== true) {
      sentBack = { reason: event.data.reason, fields: event.data.fields, attempt };
    } else if (event.type === 'handoff.resubmitted') {
      close(event.data.changed);
      attempt = event.data.attempt;
    }
  }
  close([]);
  return asked;
}

function repetitions(travelled: readonly TravelledField[], schema: unknown): AskedAgain[] {
  const properties = isJsonObject(schema) && isJsonObject(schema['properties']) ? schema['properties'] : {};
  const declared = new Set(Object.keys(properties).map((name) => `/${escapeToken(name)}`));
  return travelled.flatMap(({ field, travel, fromHandoffId }): AskedAgain[] => {
    const again = travel === 'repeated' || travel === 'changed';
    if (!again || fromHandoffId === undefined || !declared.has(field)) return [];
    return [{ cause: 'repetition', field, fromHandoffId }];
  });
}
