import type { ClockDefinition, ContractBody } from '#domain/contract/body.ts';
import { checkContract } from '#domain/contract/check.ts';
import { DomainError, type Violation } from '#domain/problem.ts';
import type { Calendar } from '#domain/sla/calendar.ts';
import { workingTimeOf } from '../calendar/compile.ts';
import { reachFrom, unreachable } from '../calendar/due-at.ts';
import type { CallContext } from '../context.ts';

/** Refuses a body that could not be published for reasons of its own, with every cause. */
export async function requireSound(body: ContractBody): Promise<void> {
  refuse(await checkContract(body));
}

/**
 * Refuses a body that names owners, queues or calendars that are not there, that has a clock whose calendar never lets it
 * fall due, or that is unsound.
 */
export async function requirePublishable(context: CallContext, body: ContractBody): Promise<void> {
  const calendars = await calendarsOf(context, body);
  refuse([
    ...(await checkContract(body)),
    ...(await unknownReferences(context, body, calendars)),
    ...(await unreachableTargets(context, body, calendars)),
  ]);
}

function refuse(violations: readonly Violation[]): void {
  if (violations.length === 0) return;
  const message = `The contract has ${violations.length === 1 ? 'a mistake' : `${violations.length} mistakes`}.`;
  throw new DomainError('contract_invalid', message, { violations });
}

interface Reference {
  readonly pointer: string;
  readonly kind: 'owner' | 'queue' | 'calendar';
  readonly id: string;
}

function calendarsOf({ stores }: CallContext, { clocks }: ContractBody): Promise<readonly Calendar[]> {
  const ids = clocks.flatMap(({ calendarId }) => calendarId ?? []);
  return stores.calendars.getMany(ids, { consistent: true });
}

/** Targets that would never be reached by clocks that began now. */
async function unreachableTargets(
  { now }: CallContext,
  { clocks }: ContractBody,
  calendars: readonly Calendar[],
): Promise<Violation[]> {
  const reaches = new Map(
    await Promise.all(
      calendars.map(async (calendar) => [calendar.id, reachFrom(await workingTimeOf(calendar), now)] as const),
    ),
  );
  return clocks.flatMap((clock, index) => {
    const isReached = clock.calendarId === undefined ? undefined : reaches.get(clock.calendarId);
    if (isReached === undefined) return [];
    const missed = targetsOf(clock, `/clocks/${index}`).filter(({ target }) => !isReached(target));
    return missed.map(({ pointer }) => unreachable(pointer));
  });
}

function targetsOf({ target, targets = {} }: ClockDefinition, at: string) {
  const special = Object.entries(targets).map(([priority, each]) => ({
    pointer: `${at}/targets/${priority}`,
    target: each,
  }));
  return [{ pointer: `${at}/target`, target }, ...special];
}

async function unknownReferences(
  { stores }: CallContext,
  body: ContractBody,
  calendars: readonly Calendar[],
): Promise<Violation[]> {
  const references = referencesOf(body);
  const idsOf = (kind: Reference['kind']) => references.filter((ref) => ref.kind === kind).map(({ id }) => id);
  const [owners, queues] = await Promise.all([
    stores.owners.getMany(idsOf('owner'), { consistent: true }),
    stores.queues.getMany(idsOf('queue'), { consistent: true }),
  ]);
  const known = new Set([...owners, ...queues, ...calendars].map(({ id }) => id));
  return references
    .filter(({ id }) => !known.has(id))
    .map(({ pointer, kind, id }) => ({ pointer, code: `unknown_${kind}`, message: `There is no ${kind} ${id}.` }));
}

function referencesOf(body: ContractBody): Reference[] {
  const { rules, fallback } = body.routing;
  return [
    ...rules.flatMap((rule, index) => [
      ...assigneeReference(rule.assign, `/routing/rules/${index}/assign`),
      ...assigneeReference(rule.fallback, `/routing/rules/${index}/fallback`),
    ]),
    ...assigneeReference(fallback, '/routing/fallback'),
    ...body.clocks.flatMap(({ calendarId }, index): Reference[] =>
      calendarId === undefined ? [] : [{ pointer: `/clocks/${index}/calendarId`, kind: 'calendar', id: calendarId }],
    ),
    ...body.escalation.flatMap(({ steps }, path) =>
      steps.flatMap(({ notify, reassign }, step) => {
        const at = `/escalation/${path}/steps/${step}`;
        return [
          ...notify.flatMap((recipient, index) =>
            typeof recipient === 'object' ? assigneeReference(recipient, `${at}/notify/${index}`) : [],
          ),
          ...(typeof reassign?.to === 'object' ? assigneeReference(reassign.to, `${at}/reassign/to`) : []),
        ];
      }),
    ),
  ];
}

function assigneeReference(assignee: { ownerId: string } | { queueId: string } | undefined, at: string): Reference[] {
  if (assignee === undefined) return [];
  return 'ownerId' in assignee
    ? [{ pointer: `${at}/ownerId`, kind: 'owner', id: assignee.ownerId }]
    : [{ pointer: `${at}/queueId`, kind: 'queue', id: assignee.queueId }];
}
