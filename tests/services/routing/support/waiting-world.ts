import type { Assignee } from '#domain/contract/body.ts';
import type { HandoffEvent } from '#domain/handoff/events.ts';
import { type Handoff, isOpen } from '#domain/handoff/state.ts';
import { addSeconds } from '#domain/instant.ts';
import { DomainError } from '#domain/problem.ts';
import { advanceHandoff } from '#services/deadline/advance-handoff.ts';
import { drainWaiting } from '#services/routing/drain.ts';
import { stirs } from '#services/routing/stirs.ts';
import { NOON } from '../../../api/support/test-app.ts';
import { HOUR } from '../../../support/instants.ts';
import { type TestModeStaff, testModeStaff } from '../../support/test-mode-staff.ts';
import { actsOn } from './waiting-acts.ts';
import type { Deed, Given, Named } from './waiting-deeds.ts';

/** What there is to be given to, and by what. */
export interface Furniture {
  readonly staff: TestModeStaff;
  readonly owners: readonly string[];
  /** The last one is manual. */
  readonly queues: readonly string[];
  readonly contracts: readonly string[];
  readonly testClocks: readonly string[];
  /** Of the handoffs, in the order of their submission. */
  readonly ids: string[];
}

export type WaitingWorld = Awaited<ReturnType<typeof waitingWorld>>;

/** A tenant whose drains are asked for by what the relay goes by, and whose timers fire when their time comes. */
export async function waitingWorld(given: Given) {
  const furniture = await furnish(given);
  const { staff, ids } = furniture;
  const stored = (): Promise<Handoff[]> => staff.context().stores.handoffs.getMany(ids);
  const act = actsOn(furniture, stored, () => fireTimers(furniture, stored));
  const news = newsOf(furniture);
  return {
    ...furniture,
    stored,
    /** Does it, or is refused; then all that it stirs has its consequences. */
    live: async (deed: Deed): Promise<void> => {
      await act[deed.verb](deed).catch((error: unknown) => {
        if (!(error instanceof DomainError)) throw error;
      });
      let isStirred = (await news()).some(stirs) || deed.verb === 'capacity';
      while (isStirred) {
        await drainWaiting(staff.context(), () => () => true);
        isStirred = (await news()).some(stirs);
      }
    },
  };
}

/** Those who wait in real time and whose time has come, the last ones first. */
async function fireTimers({ staff }: Furniture, stored: () => Promise<Handoff[]>): Promise<void> {
  for (const handoff of (await stored()).toReversed()) {
    if (handoff.state !== 'pending' || handoff.testClockId !== undefined) continue;
    const { id, routeAgainAt } = handoff;
    if (routeAgainAt !== undefined && routeAgainAt <= staff.clock.now) await advanceHandoff(staff.context(), id);
  }
}

/** What has happened since it was asked last. */
function newsOf({ staff, ids }: Furniture): () => Promise<HandoffEvent[]> {
  const seen = new Map<string, number>();
  return async () => {
    const events = (await Promise.all(ids.map((id) => staff.timeline(id, seen.get(id) ?? 0)))).flat();
    for (const { handoffId, sequence } of events) seen.set(handoffId, sequence);
    return events;
  };
}

async function furnish(given: Given): Promise<Furniture> {
  const staff = testModeStaff();
  const calendarId = await staff.office();
  const owners: string[] = [];
  for (const [index, capacity] of given.capacities.entries()) {
    owners.push(await staff.owner({ capacity, ...(index === 0 ? { calendarId } : {}) }));
  }
  const queues = await queuesOf(staff, owners);
  const assigneeOf = ({ kind, index }: Named): Assignee =>
    kind === 'owner' ? { ownerId: owners[index] ?? '' } : { queueId: queues[index] ?? '' };
  const contracts: string[] = [];
  for (const { rules, fallback } of given.contracts) {
    const routing = {
      rules: rules.map(({ when, assign }, index) => ({ id: `r${index}`, when, assign: assigneeOf(assign) })),
      ...(fallback === undefined ? {} : { fallback: assigneeOf(fallback) }),
    };
    const packet = { schema: { type: 'object', properties: { k: { type: 'string' } } } };
    const targets = { urgent: 'PT1H', low: 'PT90H' };
    const clocks = [{ name: 'accept', start: 'submitted', stop: ['accepted', 'rejected'], target: 'PT60H', targets }];
    contracts.push(await staff.contract({ routing, packet, clocks }));
  }
  const testClocks = [await staff.testClock(NOON), await staff.testClock(addSeconds(NOON, 12 * HOUR))];
  return { staff, owners, queues, contracts, testClocks, ids: [] };
}

async function queuesOf(staff: TestModeStaff, [a = '', b = '', c = '']: readonly string[]): Promise<string[]> {
  const members = (...ids: string[]) => ids.map((ownerId) => ({ ownerId, weight: 1 }));
  const last = await staff.queue({ members: members(c) });
  return [
    await staff.queue({ members: members(a, b), fallback: { queueId: last } }),
    await staff.queue({ members: members(b, c) }),
    last,
    await staff.queue({ strategy: 'manual', members: members(a) }),
  ];
}

/** The owners whom the contract of a handoff, by the rule that matched, or its queue, might come to. */
export function mayBeGiven({ owners, queues, contracts }: Furniture, given: Given, handoff: Handoff): Set<string> {
  const { holder, routing, contractId } = handoff;
  const body = given.contracts[contracts.indexOf(contractId)];
  const rule = body?.rules.find((_, index) => `r${index}` === routing.ruleId);
  const placed = handoff.state === 'pending' && handoff.placed === true;
  const roots: (Named | undefined)[] = placed
    ? [{ kind: 'queue', index: queues.indexOf(holder.queueId ?? '') }]
    : [rule?.assign, body?.fallback];
  const found = roots.flatMap((root) => {
    if (root === undefined) return [];
    return root.kind === 'owner' ? [root.index] : (MEMBERS[root.index] ?? []);
  });
  return new Set(found.flatMap((index) => owners[index] ?? []));
}

/** Of the queues and their fallbacks, by their positions; a claim is nobody's to be given. */
const MEMBERS: readonly (readonly number[])[] = [[0, 1, 2], [1, 2], [2], []];

/** The earliest due instant of those of its clocks that are open. */
export function dueOf({ clocks }: Pick<Handoff, 'clocks'>): string {
  const due = clocks.filter(isOpen).flatMap((clock) => ('dueAt' in clock ? [clock.dueAt as string] : []));
  return due.toSorted()[0] ?? '~';
}
