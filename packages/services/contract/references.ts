import type { ContractBody } from '#domain/contract/body.ts';
import type { Assignee, Routing } from '#domain/contract/routing.ts';
import type { Violation } from '#domain/problem.ts';
import { checkStaffed } from '#domain/routing/check-queue.ts';
import type { Owner } from '#domain/routing/owner.ts';
import type { Queue } from '#domain/routing/queue.ts';
import type { CallContext } from '../context.ts';

/** What is known of the owners and queues that a contract names. */
interface Known {
  readonly owners: ReadonlyMap<string, Owner>;
  readonly queues: ReadonlyMap<string, Queue>;
}

/** An owner or queue that a contract names, and where it does. */
interface Reference {
  readonly at: string;
  readonly assignee: Assignee;
}

/** Every owner and queue of a contract that is not there, or that could receive nothing. */
export async function checkReferences({ stores }: CallContext, body: ContractBody): Promise<readonly Violation[]> {
  const references = referencesOf(body);
  const [owners, queues] = await Promise.all([
    stores.owners.getMany(
      references.flatMap(({ assignee }) => ('ownerId' in assignee ? [assignee.ownerId] : [])),
      { consistent: true },
    ),
    stores.queues.getMany(
      references.flatMap(({ assignee }) => ('queueId' in assignee ? [assignee.queueId] : [])),
      { consistent: true },
    ),
  ]);
  const known = {
    owners: new Map(owners.map((owner) => [owner.id, owner])),
    queues: new Map(queues.map((queue) => [queue.id, queue])),
  };
  const { routing } = body;
  return [
    ...references.flatMap((reference) => checkPresent(reference, known)),
    ...checkFallbacks(routing, known),
    ...checkStaffed(routing, (queueId) => known.queues.get(queueId)),
  ];
}

function referencesOf({ routing, escalation }: ContractBody): Reference[] {
  const notified = escalation.flatMap(({ steps }, path) =>
    steps.flatMap(({ notify, reassign }, step) => {
      const at = `/escalation/${path}/steps/${step}`;
      return [
        ...notify.flatMap((recipient, index) => reference(recipient, `${at}/notify/${index}`)),
        ...reference(reassign?.to, `${at}/reassign/to`),
      ];
    }),
  );
  return [
    ...routing.rules.flatMap(({ assign, fallback }, index) => [
      ...reference(assign, `/routing/rules/${index}/assign`),
      ...reference(fallback, `/routing/rules/${index}/fallback`),
    ]),
    ...reference(routing.fallback, '/routing/fallback'),
    ...notified,
  ];
}

/** Recipients such as `manager` are no ids. */
function reference(named: Assignee | string | undefined, at: string): Reference[] {
  return typeof named === 'object' ? [{ at, assignee: named }] : [];
}

function checkPresent({ at, assignee }: Reference, { owners, queues }: Known): Violation[] {
  const [kind, id, present] =
    'ownerId' in assignee
      ? (['owner', assignee.ownerId, owners.has(assignee.ownerId)] as const)
      : (['queue', assignee.queueId, queues.has(assignee.queueId)] as const);
  return present
    ? []
    : [{ pointer: `${at}/${kind}Id`, code: `unknown_${kind}`, message: `There is no ${kind} ${id}.` }];
}

/** Fallbacks that could not help: somebody who is not active, or the very one in whose place they would be asked. */
function checkFallbacks({ rules, fallback }: Routing, { owners }: Known): Violation[] {
  const same = rules.flatMap((rule, index): Violation[] => {
    if (rule.fallback === undefined || idOf(rule.fallback) !== idOf(rule.assign)) return [];
    const message = 'The rule assigns to the same; name another fallback, or none.';
    return [{ pointer: `/routing/rules/${index}/fallback`, code: 'same_as_assign', message }];
  });
  const named = [
    ...rules.flatMap((rule, index) => reference(rule.fallback, `/routing/rules/${index}/fallback`)),
    ...reference(fallback, '/routing/fallback'),
  ];
  const inactive = named.flatMap(({ at, assignee }): Violation[] => {
    if (!('ownerId' in assignee) || owners.get(assignee.ownerId)?.active !== false) return [];
    const message = `The owner ${assignee.ownerId} is not active, so that nothing could fall back to them.`;
    return [{ pointer: `${at}/ownerId`, code: 'inactive_owner', message }];
  });
  return [...same, ...inactive];
}

function idOf(assignee: Assignee): string {
  return 'ownerId' in assignee ? assignee.ownerId : assignee.queueId;
}
