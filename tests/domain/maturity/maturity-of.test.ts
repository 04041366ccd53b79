import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ContractBody } from '#domain/contract/body.ts';
import type { MaturityInput } from '#domain/maturity/input.ts';
import { CAPABILITIES, type CapabilityName, maturitySchema } from '#domain/maturity/maturity.ts';
import { maturityOf } from '#domain/maturity/maturity-of.ts';
import { NO_COUNTERS } from '#domain/metrics/counters.ts';
import { compareVersions, overallVerdict } from '#domain/review/comparison.ts';
import { holds } from '../../support/property.ts';
import { type Counted, counters } from '../review/sample-month.ts';
import { BEST, CLOCK, CRITERION, contract, GOOD, JOURNEY, NOTHING, RULE, WHOLE } from './sample-tenant.ts';
import { effect } from './step-case.ts';

const levels = (input: Partial<MaturityInput>, base = BEST) =>
  Object.fromEntries(maturityOf({ ...base, ...input }).capabilities.map((each) => [each.capability, each.level]));
const levelOf = (name: CapabilityName, input: Partial<MaturityInput>, base = BEST) => levels(input, base)[name];

test('a tenant that has nothing is at the first level throughout, and is told how to begin', () => {
  const maturity = maturityOf(NOTHING);
  expect(maturity.level).toBe(1);
  expect(maturity.capabilities.map(({ capability }) => capability)).toEqual(CAPABILITIES);
  for (const { level, levelName, kpi, nextStep } of maturity.capabilities) {
    expect([level, levelName, kpi.value]).toEqual([1, 'ad hoc', null]);
    expect(nextStep).not.toBeNull();
  }
});

test('a tenant that meets everything is operationalized throughout', () => {
  const maturity = maturityOf(BEST);
  expect(maturity.capabilities.map(({ level }) => level)).toEqual([5, 5, 5, 5, 5, 5]);
  expect(maturity.capabilities.every(({ nextStep }) => nextStep === null)).toBe(true);
});

test('stage definitions go from a contract over criteria and required fields to conversion', () => {
  const of = (body: Partial<ContractBody>) => levelOf('stage_definitions', { contracts: [contract('ctr_1', body)] });
  expect(of({})).toBe(2);
  expect(of({ entryCriteria: [CRITERION] })).toBe(3);
  expect(of({ ...WHOLE, exitCriteria: [] })).toBe(3);
  expect(of(WHOLE)).toBe(5);
  const dropping = counters({ counts: { completed: 13, cancelled: 7 } });
  expect(levelOf('stage_definitions', { all: dropping })).toBe(4);
  expect(levelOf('stage_definitions', { all: counters({ counts: { completed: 19 } }) })).toBe(4);
});

test('packets go from declared fields over required ones to few rejections, none of which stands out', () => {
  const rejecting = (accepted: number, rejected: number) => counters({ counts: { accepted, rejected } });
  expect(levelOf('handoff_packet', { contracts: [contract('ctr_1')] })).toBe(1);
  expect(
    levelOf('handoff_packet', { contracts: [contract('ctr_1', { packet: { schema: { properties: { a: {} } } } })] }),
  ).toBe(2);
  expect(levelOf('handoff_packet', { all: rejecting(79, 21) })).toBe(3);
  expect(levelOf('handoff_packet', { all: rejecting(80, 20) })).toBe(4);
  expect(levelOf('handoff_packet', { all: rejecting(90, 10) })).toBe(5);
  const cited = counters({ counts: { accepted: 90, rejected: 10 }, fields: { '/goals': 3 } });
  expect(levelOf('handoff_packet', { all: cited, figures: new Map([['ctr_1', cited]]) })).toBe(4);
});

test('most are four of five: one that is not so does not hold the others up', () => {
  const five = (whole: number) =>
    Array.from({ length: 5 }, (_, index) => contract(`ctr_${index}`, index < whole ? WHOLE : {}));
  const [enough, tooFew] = [4, 3].map((whole) => maturityOf({ ...BEST, contracts: five(whole) }).capabilities[0]);
  expect([enough?.level, tooFew?.level]).toEqual([5, 2]);
  expect(tooFew?.checks[1]).toMatchObject({
    found: 'contracts in force that have entry criteria: 3 of 5',
    links: ['/v1/contracts/ctr_3', '/v1/contracts/ctr_4'],
  });
});

test('alerts count once somebody is told of them', () => {
  expect(levelOf('slas_and_alerts', { breachesAreTold: false })).toBe(3);
  expect(levelOf('slas_and_alerts', { all: counters({ clocks: { accept: { met: 17, breached: 3 } } }) })).toBe(4);
});

test('routing is operationalized by rules, few reassignments and a first touch that is measured', () => {
  expect(levelOf('routing_and_ownership', { figures: new Map() })).toBe(4);
  expect(levelOf('routing_and_ownership', { contracts: [contract('ctr_1', { routing: { rules: [RULE] } })] })).toBe(2);
  expect(levelOf('routing_and_ownership', { all: counters({ counts: { submitted: 20, firstReassigned: 3 } }) })).toBe(
    4,
  );
});

test('continuity needs contracts that follow each other, and fields that go with the customer', () => {
  expect(levelOf('continuity', { contracts: [contract('ctr_1', WHOLE)] })).toBe(1);
  const circle = [contract('ctr_1'), contract('ctr_2', { from: { stage: 'onboarding' }, to: { stage: 'sales' } })];
  expect(levelOf('continuity', { contracts: circle })).toBe(2);
  const [first, second] = JOURNEY;
  const plain = [first, second && { ...second, body: { ...second.body, packet: { schema: {} } } }].filter(
    (each) => each !== undefined,
  );
  expect(levelOf('continuity', { contracts: plain })).toBe(3);
});

test('the loop is closed by a version that helped, or by less that drops off', () => {
  const feedback = { latestReview: '2026-10', actions: 1, shipped: 1, effects: [effect('same')] };
  expect(levelOf('feedback_loop', { feedback })).toBe(4);
  expect(levelOf('feedback_loop', { feedback, before: counters({ counts: { completed: 10, cancelled: 10 } }) })).toBe(
    5,
  );
  expect(levelOf('feedback_loop', { feedback: { ...feedback, shipped: 0 } })).toBe(3);
});

test('a version that made something better has, whatever it made worse', () => {
  const run = (counts: NonNullable<Counted['counts']>) => ({ all: counters({ counts }), days: [] });
  const measures = compareVersions(
    run({ submitted: 100, accepted: 40, rejected: 60, completed: 40 }),
    run({ submitted: 100, accepted: 100, completed: 100, overridden: 30 }),
  );
  const verdictOn = new Map(measures.map(({ measure, verdict }) => [measure, verdict]));
  expect([verdictOn.get('rejectionRate'), verdictOn.get('overrideRate')]).toEqual(['better', 'worse']);

  const input = { feedback: { ...BEST.feedback, effects: [{ verdict: overallVerdict(measures), measures }] } };
  expect(levelOf('feedback_loop', input)).toBe(5);
  expect(foundIn(input).join()).toContain('1 shipped version made something better, and 1 made something worse;');
});

test('one version that made something better counts beside others that did not', () => {
  const effects = [effect('worse'), effect('same', 'better'), effect('better'), effect('too_few')];
  const input = { feedback: { ...BEST.feedback, effects } };
  expect(levelOf('feedback_loop', input)).toBe(5);
  expect(foundIn(input).join()).toContain('2 shipped versions made something better, and 1 made something worse;');
});

const foundIn = (input: Partial<MaturityInput>, base = BEST) =>
  maturityOf({ ...base, ...input }).capabilities.flatMap(({ checks }) => checks.map(({ found }) => found));

test('what is cited and declared by no schema is no field that stands out', () => {
  const cited = counters({ counts: { accepted: 90, rejected: 10 }, fields: { other: 9, '/goals': 2 } });
  expect(levelOf('handoff_packet', { all: cited, figures: new Map([['ctr_1', cited]]) })).toBe(5);
});

test('a field is required also where the schema says so by reference', () => {
  const packet = {
    schema: { properties: { a: {} }, allOf: [{ $ref: '#/$defs/a' }], $defs: { a: { required: ['a'] } } },
  };
  expect(levelOf('handoff_packet', { contracts: [contract('ctr_1', { packet })] })).toBe(5);
});

test('one of anything is told as one, and it is told which review was kept last', () => {
  const one = foundIn({ contracts: [contract('ctr_1', WHOLE)], feedback: { ...BEST.feedback, actions: 1 } });
  expect(one).toContain('1 contract is in force');
  expect(one).toContain('1 action was decided in the reviews of the last six months');
  expect(one).toContain('1 of them was shipped by a version of a contract');
  expect(one).toContain('the latest review that is kept is that of 2026-10');
  expect(one.join()).not.toMatch(/\b1 (?:contracts|actions|reviews|stages|fields|handoffs|versions)\b/);
  expect(foundIn({}, NOTHING)).toContain('no review is kept');
});

const some = fc.record({
  contracts: fc.subarray([...JOURNEY, contract('ctr_3'), contract('ctr_4', { clocks: [CLOCK] })]),
  all: fc.constantFrom(GOOD, NO_COUNTERS, counters({ counts: { cancelled: 30, rejected: 40 } })),
  breachesAreTold: fc.boolean(),
  actions: fc.nat({ max: 2 }),
});

test('whatever a tenant has, the answer is one of the promised form, and a level never skips what is not met', () => {
  holds(some, 200, ({ actions, ...input }) => {
    const feedback = { ...NOTHING.feedback, actions };
    const maturity = maturityOf({ ...NOTHING, ...input, feedback });
    expect(maturitySchema().parse(JSON.parse(JSON.stringify(maturity)))).toEqual(maturity);
    for (const { level, checks, nextStep } of maturity.capabilities) {
      expect(checks.slice(0, level - 1).every(({ met }) => met)).toBe(true);
      expect(checks[level - 1]?.met ?? false).toBe(false);
      expect(nextStep === null).toBe(level === 5);
    }
  });
});
