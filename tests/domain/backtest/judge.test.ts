import { describe, expect, test } from 'vitest';
import { judgePast, type PastHandoff, type TestedContract } from '#domain/backtest/judge.ts';
import { reportOf } from '#domain/backtest/report.ts';
import type { ContractBodyInput } from '#domain/contract/body.ts';
import { compileConditions } from '#domain/contract/compile.ts';
import type { SubmitCommand } from '#domain/handoff/commands.ts';
import { ACCEPT_CLOCK, contractBody, FIX_CLOCK, REJECTION_REASONS, TOTAL_CLOCK } from '#tests/support/contracts.ts';
import { ACCEPT, COMPLETE, type Life, REJECT, RESUBMIT, submit } from '#tests/support/handoffs.ts';
import { HOUR, instantAt } from '#tests/support/instants.ts';
import { ANA, BEN, QUEUE } from '#tests/support/people.ts';

const CONTRACT: Partial<ContractBodyInput> = {
  packet: { schema: { type: 'object', properties: { goals: { type: 'string' }, arr: { type: 'number' } } } },
  rejectionReasons: [...REJECTION_REASONS],
  pauseReasons: [{ code: 'customer', clocks: ['total'] }],
  clocks: [ACCEPT_CLOCK, FIX_CLOCK, TOTAL_CLOCK],
  routing: { rules: [], fallback: { ownerId: ANA } },
};

function born(command: Partial<SubmitCommand> = {}): Life {
  return submit({ body: contractBody(CONTRACT), command });
}

function past({ state, events, terms }: Life, packet: unknown = { goals: 'Live by May', arr: 10 }): PastHandoff {
  return { state, events, terms, packet, submittedUnder: terms.body, asOf: instantAt(100 * HOUR) };
}

function tested(parts: Partial<ContractBodyInput> = {}): TestedContract {
  const body = contractBody({ ...CONTRACT, ...parts });
  const { entry: entryCriteria, rules } = compileConditions(body);
  const timeOf = () => {
    throw new Error('no clock of these contracts goes by a calendar');
  };
  const terms = { contractId: 'ctr_1', contractVersion: 2, body, calendars: {}, timeOf };
  return { terms, entryCriteria, rules };
}

const judge = (life: Life, parts: Partial<ContractBodyInput>, packet?: unknown) =>
  judgePast(past(life, packet), tested(parts));

const NEEDS_GOALS = { packet: { schema: { type: 'object', required: ['goals'] } } };
const NEEDS_ARR = { entryCriteria: [{ id: 'arr_known', description: 'ARR is known', expression: 'packet.arr > 0' }] };

describe('a past submission under another contract', () => {
  test('would be refused for each field and criterion that it does not meet, and then has no course', () => {
    const { refusal, course } = judge(born(), { ...NEEDS_GOALS, ...NEEDS_ARR }, { arr: 0 });
    expect(refusal).toMatchObject({ criteria: [{ id: 'arr_known' }], schemaErrors: [{ keyword: 'required' }] });
    expect(course).toBeUndefined();
  });

  test('goes through where an override let it through, and says that it would need one', () => {
    const life = born({ override: { reason: 'Strategic customer' } });
    const { refusal, course } = judge(life, NEEDS_GOALS, {});
    expect(refusal).toMatchObject({ overridden: true });
    expect(course).toBeDefined();
  });

  test('is refused as another type of subject', () => {
    expect(judge(born(), { subjectType: 'lead' }).refusal).toMatchObject({ wrongSubjectType: true });
  });

  test('counts among those that were sent back only where its sender got it back', () => {
    const rejected = born().command(HOUR, REJECT);
    expect(judge(rejected, {}).sentBack).toBe(true);
    expect(judge(born().command(HOUR, ACCEPT), {}).sentBack).toBe(false);
  });

  test('goes to where the first rule that holds leads, whatever the rules are called', () => {
    const big = { id: 'big', when: 'packet.arr >= 10', assign: { queueId: QUEUE } };
    const rules = [{ id: 'broken', when: 'packet.nothing.of.that > 1', assign: { ownerId: BEN } }, big];
    expect(judge(born(), { routing: { rules, fallback: { ownerId: ANA } } }).course?.routing).toEqual({
      recorded: { ruleId: null, to: { ownerId: ANA } },
      tested: { ruleId: 'big', to: { queueId: QUEUE } },
    });
  });
});

describe('the clocks of a past handoff under another contract', () => {
  const accepted = born().command(3 * HOUR, ACCEPT);
  const clockOf = (life: Life, name: string, parts: Partial<ContractBodyInput>) =>
    judge(life, parts).course?.clocks.find((pair) => pair.name === name);

  test('are late by a shorter target, and in time at the very instant of it', () => {
    const target = (hours: string) => ({ clocks: [{ ...ACCEPT_CLOCK, target: hours }] });
    expect(clockOf(accepted, 'accept', target('PT2H'))).toEqual({
      name: 'accept',
      recorded: 'met',
      tested: 'breached',
    });
    expect(clockOf(accepted, 'accept', target('PT3H'))).toMatchObject({ tested: 'met' });
  });

  test('that it does not have are no clocks there, and those that are new ran', () => {
    const clocks = [{ ...ACCEPT_CLOCK, name: 'take_up' }];
    expect(judge(accepted, { clocks, pauseReasons: [] }).course?.clocks).toEqual([
      { name: 'accept', recorded: 'met' },
      { name: 'total', recorded: 'breached' },
      { name: 'take_up', tested: 'met' },
    ]);
  });

  test('do not stand still in a pause for a reason that it does not know', () => {
    const life = born()
      .command(HOUR, ACCEPT)
      .command(2 * HOUR, { type: 'pause', reason: 'customer', resumeBy: instantAt(50 * HOUR) })
      .command(20 * HOUR, { type: 'resume' })
      .command(25 * HOUR, COMPLETE);
    expect(clockOf(life, 'total', {})).toMatchObject({ recorded: 'met', tested: 'met' });
    expect(clockOf(life, 'total', { pauseReasons: [] })).toMatchObject({ recorded: 'met', tested: 'breached' });
  });

  test('go on where its cap ends a pause, though the pause went on', () => {
    const life = born()
      .command(HOUR, ACCEPT)
      .command(2 * HOUR, { type: 'pause', reason: 'customer', resumeBy: instantAt(50 * HOUR) })
      .command(40 * HOUR, COMPLETE);
    const capped = { pauseReasons: [{ code: 'customer', clocks: ['total'], maxPause: 'PT4H' }] };
    expect(clockOf(life, 'total', capped)).toMatchObject({ recorded: 'met', tested: 'breached' });
  });

  test('start anew with each attempt', () => {
    const life = born()
      .command(HOUR, REJECT)
      .command(2 * HOUR, RESUBMIT)
      .command(5 * HOUR, ACCEPT);
    const runs = judge(life, { clocks: [{ ...ACCEPT_CLOCK, target: 'PT2H' }], pauseReasons: [] }).course?.clocks;
    expect(runs?.filter(({ name }) => name === 'accept')).toEqual([
      { name: 'accept', recorded: 'met', tested: 'met' },
      { name: 'accept', recorded: 'met', tested: 'breached' },
    ]);
  });

  test('that nobody has stopped are late on both sides once their time is over, recorded or not', () => {
    expect(clockOf(born(), 'accept', {})).toEqual({ name: 'accept', recorded: 'breached', tested: 'breached' });
  });
});

describe('the report of a backtest', () => {
  const lives = ['hnd_1', 'hnd_2', 'hnd_3'].map((handoffId) => born({ handoffId }).command(3 * HOUR, ACCEPT));
  const packets = [{}, { goals: 'Live' }, { goals: 'Live' }];
  const report = (parts: Partial<ContractBodyInput>) =>
    reportOf(
      lives.map((life, index) => judge(life, parts, packets[index])),
      ['accept'],
    );

  test('counts by field and by criterion, and names handoffs', () => {
    const { refused, judged } = report({ ...NEEDS_GOALS, ...NEEDS_ARR });
    expect(judged).toBe(3);
    expect(refused).toEqual({
      count: 3,
      handoffIds: ['hnd_1', 'hnd_2', 'hnd_3'],
      sentBack: 0,
      wrongSubjectType: 0,
      criteria: [{ id: 'arr_known', errors: 3, count: 3, handoffIds: ['hnd_1', 'hnd_2', 'hnd_3'] }],
      fields: [{ pointer: '/goals', keyword: 'required', count: 1, handoffIds: ['hnd_1'] }],
    });
  });

  test('counts runs of clocks and flows of routing of what would not have been refused, alone', () => {
    const { clocks, routing, versions } = report({
      ...NEEDS_GOALS,
      clocks: [{ ...ACCEPT_CLOCK, target: 'PT1H' }],
      pauseReasons: [],
    });
    expect(clocks[0]).toEqual({
      name: 'accept',
      recorded: { met: 2, breached: 0, cancelled: 0, open: 0 },
      tested: { met: 0, breached: 2, cancelled: 0, open: 0 },
      broken: { count: 2, handoffIds: ['hnd_2', 'hnd_3'] },
      kept: { count: 0, handoffIds: [] },
    });
    expect(routing).toMatchObject({ moved: 0, flows: [{ count: 2, moved: false }] });
    expect(versions).toEqual([{ contractVersion: 1, count: 3 }]);
  });

  test('of nothing says so', () => {
    expect(reportOf([], ['accept'])).toMatchObject({ judged: 0, refused: { count: 0 }, routing: { flows: [] } });
  });

  test('under the very contract that they had shows no refusal, and no clock that came out differently', () => {
    const { refused, overridden, routing, clocks } = report({});
    expect([refused.count, overridden.count, routing.moved]).toEqual([0, 0, 0]);
    for (const { recorded, tested: after } of clocks) expect(after).toEqual(recorded);
  });

  test('names a place in a list without its number', () => {
    const schema = { type: 'object', properties: { people: { type: 'array', items: { required: ['role'] } } } };
    const [life] = lives;
    if (life === undefined) throw new Error('there are lives');
    const judged = judge(life, { packet: { schema } }, { people: [{}, { role: 'buyer' }, {}] });
    expect(reportOf([judged], []).refused.fields).toMatchObject([
      { pointer: '/people/*/role', keyword: 'required', count: 1 },
    ]);
  });
});
