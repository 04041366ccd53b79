import type { Violation } from '../problem.ts';
import { type Absence, presences } from './absence.ts';
import type { OwnerPatch } from './owner.ts';
import { MAX_HOPS } from './walk.ts';

/** What is known of the documents that an owner may name. */
export interface OwnerReferences {
  owner(ownerId: string): { readonly outOfOffice?: readonly Absence[] | undefined } | undefined;
  hasCalendar(calendarId: string): boolean;
}

/**
 * Everything in which the references of an owner, or of an edit of one, lead nowhere or back, and the windows that end
 * before they begin, all at once. `id`: the owner who is edited; absent for a new one.
 */
export function checkOwner(
  { managerId, calendarId, outOfOffice = [] }: OwnerPatch,
  known: OwnerReferences,
  id?: string,
): readonly Violation[] {
  return [
    ...checkManager(managerId, known, id),
    ...(typeof calendarId !== 'string' || known.hasCalendar(calendarId)
      ? []
      : [{ pointer: '/calendarId', code: 'unknown_calendar', message: `There is no calendar ${calendarId}.` }]),
    ...outOfOffice.flatMap((absence, index) => [
      ...checkWindow(absence, `/outOfOffice/${index}`),
      ...checkDelegate(absence, `/outOfOffice/${index}`, known, id),
    ]),
  ];
}

function checkWindow({ from, to }: Absence, at: string): Violation[] {
  return from < to ? [] : [{ pointer: `${at}/to`, code: 'invalid', message: 'must be after from' }];
}

function checkManager(managerId: OwnerPatch['managerId'], known: OwnerReferences, id: string | undefined): Violation[] {
  if (managerId === undefined || managerId === null) return [];
  const pointer = '/managerId';
  if (managerId === id) {
    return [{ pointer, code: 'self_reference', message: 'An owner cannot be their own manager.' }];
  }
  if (known.owner(managerId) !== undefined) return [];
  return [{ pointer, code: 'unknown_owner', message: `There is no owner ${managerId}.` }];
}

function checkDelegate(
  { delegateId, from, to }: Absence,
  at: string,
  known: OwnerReferences,
  id: string | undefined,
): Violation[] {
  if (delegateId === undefined) return [];
  const pointer = `${at}/delegateId`;
  if (delegateId === id) {
    return [{ pointer, code: 'self_reference', message: 'An owner cannot be their own delegate.' }];
  }
  if (known.owner(delegateId) === undefined) {
    return [{ pointer, code: 'unknown_owner', message: `There is no owner ${delegateId}.` }];
  }
  const cycle = id === undefined || from >= to ? undefined : wayBack({ ownerId: delegateId, from, to }, id, known, 0);
  if (cycle === undefined) return [];
  const way = [id, ...cycle.way].join(' → ');
  const message = `At ${cycle.from} the delegates lead back: ${way}. Name another delegate, or windows that do not overlap.`;
  return [{ pointer, code: 'cyclic_delegates', message, details: { from: cycle.from, owners: [...cycle.way] } }];
}

interface Stretch {
  readonly ownerId: string;
  readonly from: Absence['from'];
  readonly to: Absence['to'];
}

/** When, within a stretch in which all of them are away, delegates first lead on to `id`. People may stand in by turns. */
function wayBack(
  { ownerId, from, to }: Stretch,
  id: string,
  known: OwnerReferences,
  hops: number,
): { readonly from: Absence['from']; readonly way: readonly string[] } | undefined {
  const absences = known.owner(ownerId)?.outOfOffice ?? [];
  for (const { delegateId, ...stretch } of presences(absences, from, to)) {
    if (delegateId === undefined || delegateId === ownerId) continue;
    if (delegateId === id) return { from: stretch.from, way: [ownerId, id] };
    if (hops === MAX_HOPS) continue;
    const further = wayBack({ ownerId: delegateId, from: stretch.from, to: stretch.to ?? to }, id, known, hops + 1);
    if (further !== undefined) return { from: further.from, way: [ownerId, ...further.way] };
  }
  return undefined;
}
