import { invalid } from '#domain/problem.ts';
import { type Absence, presences } from '#domain/routing/absence.ts';
import { checkOwner } from '#domain/routing/check-owner.ts';
import type { Owner, OwnerPatch } from '#domain/routing/owner.ts';
import { MAX_HOPS } from '#domain/routing/walk.ts';
import type { TenantContext } from '../context.ts';

/** How many owners are read to find out whether delegates lead back. Beyond, routing ends a circle by itself. */
const MAX_READ = 200;

/** Refuses references that lead nowhere, and delegates that lead back to `id`, all of them at once. */
export async function requireOwnerReferences(context: TenantContext, patch: OwnerPatch, id?: string): Promise<void> {
  const { managerId, calendarId, outOfOffice = [] } = patch;
  const [owners, calendars] = await Promise.all([
    delegatesOf(context, outOfOffice, typeof managerId === 'string' ? [managerId] : []),
    typeof calendarId === 'string' ? context.stores.calendars.getMany([calendarId], { consistent: true }) : [],
  ]);
  const known = {
    owner: (ownerId: string) => owners.get(ownerId),
    hasCalendar: (each: string) => calendars.some(({ id: found }) => found === each),
  };
  const violations = checkOwner(patch, known, id);
  if (violations.length > 0) throw invalid(...violations);
}

/** The delegates of `absences`, those who stand in for them meanwhile, and so on; and `others`. */
async function delegatesOf(
  { stores }: TenantContext,
  absences: readonly Absence[],
  others: readonly string[],
): Promise<ReadonlyMap<string, Owner>> {
  const found = new Map<string, Owner>();
  let spans = absences.map(({ from, to, delegateId }) => ({ from, to, delegateId }));
  let asked = [...new Set([...others, ...namedIn(spans)])];
  for (let hop = 0; asked.length > 0 && hop <= MAX_HOPS + 1; hop++) {
    for (const owner of await stores.owners.getMany(asked, { consistent: true })) found.set(owner.id, owner);
    spans = spans.flatMap(({ from, to, delegateId = '' }) =>
      presences(found.get(delegateId)?.outOfOffice ?? [], from, to)
        .map((presence) => ({ from: presence.from, to: presence.to ?? to, delegateId: presence.delegateId }))
        .filter(({ delegateId: next }) => next !== undefined && next !== delegateId),
    );
    asked = namedIn(spans)
      .filter((id) => !found.has(id))
      .slice(0, MAX_READ - found.size);
  }
  return found;
}

function namedIn(spans: readonly Pick<Absence, 'delegateId'>[]): string[] {
  return [...new Set(spans.flatMap(({ delegateId }) => delegateId ?? []))];
}
