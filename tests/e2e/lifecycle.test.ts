import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from './support/eventually.ts';
import { problemOf } from './support/problem.ts';
import { startTestStack, type TestStack } from './support/stack.ts';
import type { HandoffAnswer } from './support/tenant.ts';
import { closeWorlds, openWorld, READY_PACKET, type World, type WorldOptions } from './support/world.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({ keep: true });
});
afterAll(async () => {
  await closeWorlds();
  await stack.dispose();
});

const REJECTION = { reason: 'incomplete', fields: ['/goals'], note: 'Which season?' };
const MENDED = { packet: { ...READY_PACKET, goals: 'Live before the summer season' } };
const OUTCOME = { outcome: { kickoffHeldAt: '2026-11-24T09:00:00Z' } };

const CONTRACT: WorldOptions['contract'] = {
  rejectionReasons: [
    { code: 'incomplete', class: 'clerical', label: 'Incomplete' },
    { code: 'wrong_team', class: 'procedural', label: 'Not for us' },
  ],
  pauseReasons: [{ code: 'awaiting_customer', clocks: ['complete'] }],
  clocks: [
    { name: 'accept', start: 'submitted', stop: ['accepted', 'rejected'], target: 'PT1H' },
    { name: 'fix', start: 'rejected', stop: ['resubmitted'], target: 'PT8H' },
    { name: 'complete', start: 'accepted', stop: ['completed'], target: 'PT10H', pausable: true },
  ],
  escalation: [],
  maxAttempts: 2,
};

/** The runs of a handoff's clocks as `name attempt state`. */
function runs({ clocks }: HandoffAnswer): string[] {
  return clocks.map(({ name, attempt, state }) => `${name} ${attempt} ${state}`);
}

async function refusalOf({ tenant }: World, id: string, verb: string, json: unknown) {
  return problemOf(await tenant.call('POST', `/v1/handoffs/${id}/${verb}`, { json }));
}

/** Waits until the receiver has had every event of the handoff, and expects just the timeline. */
async function expectTold({ receiver, tenant }: World, id: string): Promise<readonly string[]> {
  const timeline = await tenant.timeline(id);
  await eventually('every event is received', () => receiver.about(id).length === timeline.length);
  expect(receiver.about(id).map(({ event }) => event)).toEqual(timeline);
  expect(timeline.map(({ sequence }) => sequence)).toEqual(timeline.map((_, index) => index + 1));
  return timeline.map(({ type }) => type);
}

describe.concurrent('the lifecycle', () => {
  test('goes over a rejection and a second attempt, a pause and its end, to completion, and tells all of it', async () => {
    const world = await openWorld(stack, { contract: CONTRACT });
    const { tenant } = world;
    const { id } = await world.submit();
    const rejected = await tenant.command(id, 'reject', REJECTION);
    expect(runs(rejected)).toEqual(['accept 1 met', 'fix 1 running']);

    const same = await refusalOf(world, id, 'resubmit', { packet: READY_PACKET });
    expect(same).toMatchObject({ status: 422, errors: [{ pointer: '/packet', code: 'nothing_changed' }] });
    const again = await tenant.command(id, 'resubmit', MENDED);
    expect(again).toMatchObject({ state: 'assigned', attempt: 2, packetRevision: 2, holder: { ownerId: world.ana } });
    expect(runs(again)).toEqual(['accept 1 met', 'fix 1 met', 'accept 2 running']);
    const packet = await tenant.call('GET', `/v1/handoffs/${id}/packet?revision=1`);
    expect(packet.json).toEqual({ revision: 1, packet: READY_PACKET, inherited: [] });

    await tenant.command(id, 'accept');
    const resumeBy = new Date(Date.now() + 3_600_000).toISOString();
    const paused = await tenant.command(id, 'pause', { reason: 'awaiting_customer', resumeBy });
    expect(paused).toMatchObject({ paused: { clocks: ['complete'], resumesAt: resumeBy }, nextDeadlineAt: resumeBy });
    const still = paused.clocks.at(-1);
    expect(still).toMatchObject({ name: 'complete', state: 'paused', dueAt: null });
    const read = await tenant.handoff(id);
    expect(read.clocks.at(-1)?.remainingSeconds).toBe(still?.remainingSeconds);

    const resumed = await tenant.call('POST', `/v1/handoffs/${id}/resume`);
    expect(resumed).toMatchObject({ status: 200, json: { state: 'accepted' } });
    const completed = await tenant.command(id, 'complete', OUTCOME);
    expect(runs(completed)).toEqual(['accept 1 met', 'fix 1 met', 'accept 2 met', 'complete 2 met']);
    expect(await expectTold(world, id)).toEqual([
      'handoff.submitted',
      'handoff.assigned',
      'clock.started',
      'handoff.rejected',
      'clock.met',
      'clock.started',
      'handoff.resubmitted',
      'handoff.assigned',
      'clock.met',
      'clock.started',
      'handoff.accepted',
      'clock.met',
      'clock.started',
      'handoff.paused',
      'handoff.resumed',
      'handoff.completed',
      'clock.met',
    ]);
  });

  test('resumes a pause by itself when its time has come, through the timer', async () => {
    const world = await openWorld(stack, { contract: CONTRACT });
    const { id } = await world.submit();
    await world.tenant.command(id, 'accept');
    const resumeBy = new Date(Date.now() + 3_000).toISOString();
    await world.tenant.command(id, 'pause', { reason: 'awaiting_customer', resumeBy });
    const resumed = () => world.receiver.about(id).find(({ event }) => event.type === 'handoff.resumed');
    const { event } = await eventually('the end of the pause is told', resumed);
    expect(event).toMatchObject({
      occurredAt: resumeBy,
      data: { cause: 'resume_by', clocks: [{ clock: 'complete' }] },
    });
    expect(runs(await world.tenant.handoff(id))).toEqual(['accept 1 met', 'complete 1 running']);
  });

  test('escalates to both sides after the last attempt, and takes no further one', async () => {
    const world = await openWorld(stack, { contract: CONTRACT });
    const { tenant, ana } = world;
    const { id } = await world.submit();
    await tenant.command(id, 'reject', REJECTION);
    await tenant.command(id, 'resubmit', MENDED);
    const last = await tenant.command(id, 'reject', REJECTION);
    expect(runs(last)).toEqual(['accept 1 met', 'fix 1 met', 'accept 2 met']);
    const refused = await refusalOf(world, id, 'resubmit', { packet: READY_PACKET });
    expect(refused).toMatchObject({ status: 409, code: 'illegal_transition', state: 'rejected' });
    expect((await expectTold(world, id)).at(-1)).toBe('handoff.escalated');
    expect(world.receiver.about(id).at(-1)?.event.data).toEqual({ cause: 'max_attempts', recipients: [ana] });
  });

  test('a reassignment goes on with its clocks, a misroute begins the accept clock anew, once', async () => {
    const world = await openWorld(stack, { contract: CONTRACT });
    const { tenant, ana, fallback, queueId } = world;
    const { id, clocks } = await world.submit();
    const moved = await tenant.command(id, 'reassign', { ownerId: fallback, reason: 'Ana is away' });
    expect(moved).toMatchObject({ state: 'assigned', holder: { ownerId: fallback } });
    expect(moved.clocks[0]?.dueAt).toBe(clocks[0]?.dueAt);
    const misrouted = await tenant.command(id, 'reassign', { queueId, reason: 'A renewal', misroute: true });
    expect(misrouted).toMatchObject({ state: 'pending', holder: { queueId } });
    expect(runs(misrouted)).toEqual(['accept 1 cancelled', 'accept 1 running']);
    const claimed = await tenant.command(id, 'accept', { ownerId: ana });
    expect(runs(claimed)).toEqual(['accept 1 cancelled', 'accept 1 met', 'complete 1 running']);
    const handed = await tenant.command(id, 'reassign', { ownerId: fallback, reason: 'Her account', misroute: true });
    expect(handed).toMatchObject({ state: 'assigned', holder: { ownerId: fallback } });
    expect(runs(handed)).toEqual(runs(claimed));
    await expectTold(world, id);
  });

  test('a procedural rejection goes on to the fallback with a fresh accept clock, not back to the sender', async () => {
    const world = await openWorld(stack, { contract: CONTRACT });
    const { id } = await world.submit();
    const passed = await world.tenant.command(id, 'reject', { reason: 'wrong_team' });
    expect(passed).toMatchObject({ state: 'assigned', attempt: 1, holder: { ownerId: world.fallback } });
    expect(runs(passed)).toEqual(['accept 1 met', 'accept 1 running']);
    const back = await world.tenant.command(id, 'reject', { reason: 'wrong_team' });
    expect(back).toMatchObject({ state: 'rejected' });
    expect(runs(back).at(-1)).toBe('fix 1 running');
    await expectTold(world, id);
  });

  test('a disqualified handoff ends, with its reason, and takes notes only', async () => {
    const world = await openWorld(stack, { contract: CONTRACT });
    const { id } = await world.submit();
    await world.tenant.command(id, 'accept');
    const ended = await world.tenant.command(id, 'disqualify', { reason: 'There is no budget.' });
    expect(ended).toMatchObject({ state: 'disqualified', reason: 'There is no budget.', nextDeadlineAt: null });
    expect(runs(ended)).toEqual(['accept 1 met', 'complete 1 cancelled']);
    expect(await refusalOf(world, id, 'complete', OUTCOME)).toMatchObject({ code: 'illegal_transition' });
    expect((await world.tenant.command(id, 'notes', { text: 'They ask again in May.' })).state).toBe('disqualified');
    expect((await expectTold(world, id)).slice(-3)).toEqual([
      'handoff.disqualified',
      'clock.cancelled',
      'handoff.noted',
    ]);
  });

  test('a breach can be excused, once, and stays a breach', async () => {
    const accept = { name: 'accept', start: 'submitted', stop: ['accepted'], target: 'PT1S' };
    const world = await openWorld(stack, { contract: { clocks: [accept], escalation: [] } });
    const { id } = await world.submit();
    const excuse = { clock: 'accept', reason: 'The CRM was down.' };
    await eventually('it is late', async () => (await world.tenant.handoff(id)).clocks[0]?.state === 'breached_open');
    const excused = await world.tenant.command(id, 'excuse', excuse);
    expect(excused.clocks).toMatchObject([{ state: 'breached_open', excused: { reason: 'The CRM was down.' } }]);
    expect(await refusalOf(world, id, 'excuse', excuse)).toMatchObject({ status: 409, code: 'conflict' });
    expect((await expectTold(world, id)).slice(-2)).toEqual(['clock.breached', 'clock.excused']);
  });

  test('priority and target of an open handoff can change; what has elapsed counts on', async () => {
    const accept = {
      name: 'accept',
      start: 'submitted',
      stop: ['accepted'],
      target: 'PT10H',
      targets: { urgent: 'PT1H' },
    };
    const world = await openWorld(stack, { contract: { clocks: [accept], escalation: [] } });
    const { id, createdAt } = await world.submit();
    const hoursOn = (hours: number) => new Date(Date.parse(createdAt) + hours * 3_600_000).toISOString();
    const urgent = await world.tenant.command(id, 'reprioritize', { priority: 'urgent' });
    expect(urgent.clocks).toMatchObject([{ target: 'PT1H', dueAt: hoursOn(1) }]);
    const longer = await world.tenant.command(id, 'retarget', { clock: 'accept', target: { businessDays: 3 } });
    expect(longer.clocks).toMatchObject([{ target: { businessDays: 3 }, dueAt: hoursOn(72) }]);
    const types = await expectTold(world, id);
    expect(types.slice(-3)).toEqual(['handoff.reprioritized', 'clock.retargeted', 'clock.retargeted']);
  });
});
