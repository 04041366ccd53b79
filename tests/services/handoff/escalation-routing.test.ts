import { beforeEach, describe, expect, test } from 'vitest';
import type { ContractBodyInput } from '#domain/contract/body.ts';
import { addSeconds, type Instant } from '#domain/instant.ts';
import { advanceHandoff } from '#services/deadline/advance-handoff.ts';
import { getHandoff } from '#services/handoff/get-handoff.ts';
import { listRouting } from '#services/handoff/list-routing.ts';
import { deleteQueue } from '#services/routing/delete-queue.ts';
import { updateOwner } from '#services/routing/update-owner.ts';
import { ACCEPT_CLOCK } from '../../support/contracts.ts';
import { HOUR } from '../../support/instants.ts';
import { type Staff, staff } from '../support/staff.ts';

type Step = NonNullable<ContractBodyInput['escalation']>[number]['steps'][number];

let team: Staff;
let ana: string;
let start: Instant;
beforeEach(async () => {
  team = staff();
  start = team.clock.now;
  ana = await team.owner({ name: 'Ana' });
});

/** Submits to Ana, and lets `hours` pass without an acceptance, which was due after four. */
async function late(step: Partial<Step>, fallback?: ContractBodyInput['routing'] & object, hours = 5) {
  const steps = [{ id: 'move', at: { afterBreach: 'PT0S' as const }, ...step }];
  const contractId = await team.contract({
    clocks: [ACCEPT_CLOCK],
    routing: { rules: [{ id: 'all', when: 'true', assign: { ownerId: ana } }], ...fallback },
    escalation: [{ clock: 'accept', steps }],
  });
  const { id } = await team.submit(contractId);
  team.clock.now = addSeconds(start, hours * HOUR);
  const shown = await getHandoff(team.context(), id);
  await advanceHandoff(team.context(), id);
  const handoff = await getHandoff(team.context(), id);
  expect({ state: shown.state, holder: shown.holder.ownerId }).toEqual({
    state: handoff.state,
    holder: handoff.holder.ownerId,
  });
  const { data: events } = await team.context().stores.handoffs.events(id, { afterSequence: 0, limit: 50 });
  const traces = await listRouting(team.context(), id);
  return { id, handoff, events, trace: traces[0] };
}

const always = () => [{ from: addSeconds(start, -HOUR), to: addSeconds(start, 99 * HOUR) }];
const members = (...ids: string[]) => ids.map((ownerId) => ({ ownerId, weight: 1 }));

describe('an escalation hands over by the rules of routing:', () => {
  test('somebody who is full is left alone; the handoff stays where it is, and the decision says why', async () => {
    const full = await team.owner({ capacity: 0 });
    const { handoff, events, trace } = await late({ notify: ['owner'], reassign: { to: { ownerId: full } } });
    expect(handoff).toMatchObject({ state: 'assigned', holder: { ownerId: ana } });
    expect(events.find(({ type }) => type === 'escalation.triggered')?.data).toMatchObject({
      reassignFailed: 'nobody_available',
    });
    expect(trace).toMatchObject({
      considered: [{ assignee: { ownerId: full }, availability: 'full', via: 'escalation' }],
      outcome: { kind: 'unrouted' },
    });
  });

  test('for somebody who is away, their delegate is asked', async () => {
    const dan = await team.owner();
    const [absence] = always();
    const away = await team.owner({ outOfOffice: [{ from: start, to: start, ...absence, delegateId: dan }] });
    const { handoff, trace } = await late({ reassign: { to: { ownerId: away } } });
    expect(handoff.holder.ownerId).toBe(dan);
    expect(trace?.outcome).toMatchObject({ kind: 'assigned', ownerId: dan, reason: 'escalation' });
  });

  test('for somebody who is away without a delegate, the fallback of the contract', async () => {
    const ben = await team.owner();
    const away = await team.owner({ outOfOffice: always() });
    const { handoff } = await late({ reassign: { to: { ownerId: away } } }, { fallback: { ownerId: ben } });
    expect(handoff.holder.ownerId).toBe(ben);
  });

  test('out of a queue a member is given it at once, in their turn, and their load counts it', async () => {
    const [ben, cleo] = [await team.owner({ capacity: 1 }), await team.owner({ capacity: 1 })];
    const queueId = await team.queue({ members: members(ana, ben, cleo) });
    const { handoff, trace } = await late({ reassign: { to: { queueId } } });
    expect(handoff.holder).toMatchObject({ ownerId: ben, queueId });
    expect(trace?.considered[0]?.members).toMatchObject([
      { ownerId: ana, availability: 'excluded' },
      { ownerId: ben, availability: 'available', load: 0 },
      { ownerId: cleo, availability: 'available', load: 0 },
    ]);
    const { ownerLoads } = team.context().stores;
    expect([...(await ownerLoads.getMany([ana, ben]))]).toEqual(
      expect.arrayContaining([
        [ben, 1],
        [ana, 0],
      ]),
    );
  });

  test('in a queue in which nobody is available it waits, and that decision is kept too', async () => {
    const queueId = await team.queue({ members: members(await team.owner({ capacity: 0 })) });
    const { handoff, trace } = await late({ reassign: { to: { queueId } } });
    expect(handoff).toMatchObject({ state: 'pending', holder: { queueId } });
    expect(trace?.outcome).toMatchObject({ kind: 'waiting', queueId, for: 'member', reason: 'escalation' });
  });

  test('of five that escalate at once to somebody with room for one, one is given to them', async () => {
    const lead = await team.owner({ capacity: 1 });
    const steps: Step[] = [{ id: 'move', at: { afterBreach: 'PT0S' }, reassign: { to: { ownerId: lead } } }];
    const rules = [{ id: 'all', when: 'true', assign: { ownerId: ana } }];
    const escalation = [{ clock: 'accept', steps }];
    const contractId = await team.contract({ clocks: [ACCEPT_CLOCK], routing: { rules }, escalation });
    const ids: string[] = [];
    for (let count = 0; count < 5; count++) ids.push((await team.submit(contractId)).id);
    team.clock.now = addSeconds(start, 5 * HOUR);
    await Promise.all(ids.map((id) => advanceHandoff(team.context(), id)));
    const holders = await Promise.all(ids.map(async (id) => (await getHandoff(team.context(), id)).holder.ownerId));
    expect(holders.toSorted()).toEqual([lead, ana, ana, ana, ana].toSorted());
    expect((await team.context().stores.ownerLoads.getMany([lead])).get(lead)).toBe(1);
  });
});

describe('an escalation hands over once:', () => {
  const step = (queueId: string): Partial<Step> => ({
    notify: ['owner'],
    reassign: { to: { queueId } },
    repeat: { every: 'PT1H', times: 4 },
  });

  test('its repetitions tell whoever has it now, and move nothing', async () => {
    const ben = await team.owner();
    const queueId = await team.queue({ members: members(ben, await team.owner()) });
    const { handoff, events } = await late(step(queueId), {}, 12);
    expect(handoff.holder.ownerId).toBe(ben);
    expect(events.filter(({ type }) => type === 'handoff.reassigned')).toHaveLength(1);
    expect(events.findLast(({ type }) => type === 'escalation.triggered')?.data).toMatchObject({ recipients: [ben] });
  });

  test('where nobody was found, its repetitions try again', async () => {
    const ben = await team.owner({ outOfOffice: [{ from: start, to: addSeconds(start, 7 * HOUR) }] });
    const steps = {
      notify: ['owner' as const],
      reassign: { to: { ownerId: ben } },
      repeat: { every: 'PT2H', times: 4 },
    };
    const { id, handoff } = await late(steps);
    expect(handoff.holder.ownerId).toBe(ana);
    team.clock.now = addSeconds(start, 8 * HOUR);
    await advanceHandoff(team.context(), id);
    expect((await getHandoff(team.context(), id)).holder.ownerId).toBe(ben);
  });
});

describe('whom a step is for and who is gone', () => {
  test('is left out and named; where nobody is left, the next step takes its place', async () => {
    const [gone, may] = [await team.owner(), await team.owner()];
    await updateOwner(team.context(), ana, { managerId: gone });
    await updateOwner(team.context(), gone, { active: false });
    const { events } = await late({ notify: ['manager', { ownerId: may }] });
    expect(events.find(({ type }) => type === 'escalation.triggered')?.data).toMatchObject({
      recipients: [may],
      unreachable: [gone],
    });
    team.clock.now = start;
    const empty = await late({ notify: ['manager'] });
    expect(empty.events.find(({ type }) => type === 'escalation.skipped')?.data).toMatchObject({
      reason: 'nobody_to_notify',
      unreachable: [gone],
    });
  });

  test('may be the queue that it came from', async () => {
    const queueId = await team.queue({ members: members(ana) });
    const rules = [{ id: 'all', when: 'true', assign: { queueId } }];
    const steps: Step[] = [{ id: 'tell', at: { afterBreach: 'PT0S' }, notify: ['queue', 'owner'] }];
    const escalation = [{ clock: 'accept', steps }];
    const contractId = await team.contract({ clocks: [ACCEPT_CLOCK], routing: { rules }, escalation });
    const { id } = await team.submit(contractId);
    await deleteQueue(team.context(), queueId);
    team.clock.now = addSeconds(start, 5 * HOUR);
    await advanceHandoff(team.context(), id);
    const { data } = await team.context().stores.handoffs.events(id, { afterSequence: 0, limit: 50 });
    expect(data.find(({ type }) => type === 'escalation.triggered')?.data).toMatchObject({
      recipients: [ana],
      unreachable: [queueId],
    });
  });
});
