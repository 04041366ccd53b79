import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ContractBody } from '#domain/contract/body.ts';
import type { MaturityInput } from '#domain/maturity/input.ts';
import type { CapabilityName } from '#domain/maturity/maturity.ts';
import { maturityOf } from '#domain/maturity/maturity-of.ts';
import { figureNamed } from '#domain/metrics/figure-name.ts';
import { holds } from '../../support/property.ts';
import { type Counted, counters } from '../review/sample-month.ts';
import { BEST, CLOCK, CRITERION, contract, JOURNEY, NOTHING, WHOLE } from './sample-tenant.ts';

const five = (whole: number, rest: Partial<ContractBody> = {}) =>
  Array.from({ length: 5 }, (_, index) => contract(`ctr_${index}`, index < whole ? WHOLE : { ...WHOLE, ...rest }));
const withAll = (counted: Counted): Partial<MaturityInput> => ({ all: counters(counted) });
const citing = (field: string): Partial<MaturityInput> => {
  const cited = counters({ counts: { accepted: 190, rejected: 10 }, fields: { [field]: 6 } });
  return { all: cited, figures: new Map([['ctr_1', cited]]) };
};
const feedback = (changes: Partial<MaturityInput['feedback']>): Partial<MaturityInput> => ({
  feedback: { actions: 0, shipped: 0, verdicts: [], ...changes },
});
const plain = { ...WHOLE.packet, schema: { type: 'object', properties: { goals: {} } } };
const journey = (...inherits: readonly boolean[]) =>
  inherits.map((inherit, index) =>
    contract(`ctr_${index}`, {
      ...WHOLE,
      from: { stage: `s${index}` },
      to: { stage: `s${index + 1}` },
      packet: { schema: {}, ...(inherit ? { inherit: [{ field: '/goals' }] } : {}) },
    }),
  );

interface Case {
  readonly where: string;
  readonly of: CapabilityName;
  readonly input: Partial<MaturityInput>;
  readonly level: number;
  /** All that the next step says. */
  readonly next: RegExp;
  readonly found?: RegExp;
  readonly links: readonly RegExp[];
}

const CASES: readonly Case[] = [
  {
    where: 'nothing is in force',
    of: 'stage_definitions',
    input: { contracts: [] },
    level: 1,
    next: /^Publish a contract first/,
    links: [/^\/v1\/contract-templates$/],
  },
  {
    where: 'none has entry criteria',
    of: 'stage_definitions',
    input: { contracts: five(0, { entryCriteria: [] }) },
    level: 2,
    next: /^Give all 5 contracts entry criteria/,
    links: Array.from({ length: 5 }, (_, index) => new RegExp(`ctr_${index}$`)),
  },
  {
    where: 'two have no exit criteria, and require fields',
    of: 'stage_definitions',
    input: { contracts: five(3, { exitCriteria: [] }) },
    level: 3,
    next: /^Give the other 2 contracts exit criteria, [^.]*\.$/,
    links: [/ctr_3$/, /ctr_4$/],
  },
  {
    where: 'the only contract requires no field, and has exit criteria',
    of: 'stage_definitions',
    input: { contracts: [contract('ctr_1', { ...WHOLE, packet: plain })] },
    level: 3,
    next: /^Require in the packet of “ctr_1” the fields that must be there\.$/,
    links: [/ctr_1$/],
  },
  {
    where: 'too few have ended',
    of: 'stage_definitions',
    input: withAll({ counts: { completed: 1 } }),
    level: 4,
    next: /^Go on handing over: this is measured from 20 handoffs that ended on, and in 90 days there was 1\.$/,
    links: [/groupBy=contract/],
  },
  {
    where: 'conversion is low by a hair, and little is overridden',
    of: 'stage_definitions',
    input: withAll({ counts: { submitted: 999, completed: 699, cancelled: 300 } }),
    level: 4,
    next: /^Bring conversion from 69\.97 % to 70 % or more[^.]*\.$/,
    found: /69\.97 % of 999/,
    links: [/figure=cancelled/],
  },
  {
    where: 'only overrides are too many',
    of: 'stage_definitions',
    input: withAll({ counts: { submitted: 40, completed: 40, overridden: 20 } }),
    level: 4,
    next: /^Bring overrides from 25 %/,
    links: [/figure=overridden/],
  },
  {
    where: 'none declares fields',
    of: 'handoff_packet',
    input: { contracts: five(0, { packet: { schema: {} } }) },
    level: 1,
    next: /^Declare what must travel in the packet of all 5 contracts\.$/,
    links: Array.from({ length: 5 }, (_, index) => new RegExp(`ctr_${index}$`)),
  },
  {
    where: 'one of two requires none',
    of: 'handoff_packet',
    input: { contracts: [contract('ctr_1', WHOLE), contract('ctr_2', { packet: plain })] },
    level: 2,
    next: /^Require in the packet of “ctr_2”/,
    links: [/ctr_2$/],
  },
  {
    where: 'rejections are many',
    of: 'handoff_packet',
    input: withAll({ counts: { accepted: 60, rejected: 40 } }),
    level: 3,
    next: /^Bring rejections from 40 % to 20 % of decisions or less/,
    links: [/figure=rejected/, /reviews\/2026-11$/],
  },
  {
    where: 'rejections are somewhat many, and no field stands out',
    of: 'handoff_packet',
    input: withAll({ counts: { accepted: 85, rejected: 15 } }),
    level: 4,
    next: /^Bring rejections from 15 % to 10 %[^.]*\.$/,
    links: [/figure=rejected/, /reviews\/2026-11$/],
  },
  {
    where: 'rejections are few, and a field that is not required stands out',
    of: 'handoff_packet',
    input: citing('/stakeholders'),
    level: 4,
    next: /^Require \/stakeholders in the packet of “ctr_1”\.$/,
    found: /5 % of 200 decisions were rejections; \/stakeholders is cited in 60 % of the rejections of “ctr_1”/,
    links: [/figure=field&name=%2Fstakeholders&contractId=ctr_1/, /contracts\/ctr_1$/],
  },
  {
    where: 'rejections are few, and a field that is required stands out',
    of: 'handoff_packet',
    input: citing('/goals'),
    level: 4,
    next: /^“ctr_1” requires \/goals already: .* counts until it is 90 days old\.$/,
    links: [/figure=field&name=%2Fgoals&contractId=ctr_1/, /contracts\/ctr_1$/],
  },
  {
    where: 'none says who receives',
    of: 'routing_and_ownership',
    input: { contracts: [contract('ctr_1')] },
    level: 1,
    next: /^Say in a contract who receives/,
    found: /: 0 of 1$/,
    links: [/ctr_1$/],
  },
  {
    where: 'two have no fallback',
    of: 'routing_and_ownership',
    input: { contracts: five(3, { routing: { rules: [] } }) },
    level: 2,
    next: /^Give the other 2 contracts a fallback/,
    links: [/ctr_3$/, /ctr_4$/],
  },
  {
    where: 'none routes by rules',
    of: 'routing_and_ownership',
    input: { contracts: five(0, { routing: { rules: [], fallback: { ownerId: 'own_1' } } }) },
    level: 3,
    next: /^Give all 5 contracts routing rules/,
    links: Array.from({ length: 5 }, (_, index) => new RegExp(`ctr_${index}$`)),
  },
  {
    where: 'many are reassigned, and first touch is measured',
    of: 'routing_and_ownership',
    input: withAll({ counts: { submitted: 40, firstReassigned: 10 } }),
    level: 4,
    next: /^Bring reassignments from 25 % [^.]*\.$/,
    links: [/figure=firstReassigned/],
  },
  {
    where: 'few are reassigned, and no clock measures first touch',
    of: 'routing_and_ownership',
    input: { contracts: [contract('ctr_1', { ...WHOLE, clocks: [{ ...CLOCK, stop: ['completed'] }] })] },
    level: 4,
    next: /^Have a clock of a contract stop on first_touch[^.]*\.$/,
    links: [/ctr_1$/],
  },
  {
    where: 'a clock would measure first touch, and none has ended',
    of: 'routing_and_ownership',
    input: { figures: new Map() },
    level: 4,
    next: /^First touch is measured once a clock ends .* in 90 days none has\.$/,
    links: [/groupBy=contract/],
  },
  {
    where: 'none of five has a clock',
    of: 'slas_and_alerts',
    input: { contracts: five(0, { clocks: [] }) },
    level: 1,
    next: /^Give a contract a clock/,
    found: /: 0 of 5$/,
    links: Array.from({ length: 5 }, (_, index) => new RegExp(`ctr_${index}$`)),
  },
  {
    where: 'none of five warns',
    of: 'slas_and_alerts',
    input: { contracts: five(0, { clocks: [{ ...CLOCK, warnAt: [] }] }) },
    level: 2,
    next: /^Give all 5 contracts a clock that warns/,
    links: Array.from({ length: 5 }, (_, index) => new RegExp(`ctr_${index}$`)),
  },
  {
    where: 'all escalate, and nobody is told',
    of: 'slas_and_alerts',
    input: { breachesAreTold: false },
    level: 3,
    next: /^Have a webhook endpoint or a chat told of [\w.]+ or [\w.]+\.$/,
    links: [/webhook-endpoints$/],
  },
  {
    where: 'somebody is told, and two do not escalate',
    of: 'slas_and_alerts',
    input: { contracts: five(3, { escalation: [] }) },
    level: 3,
    next: /^Give the other 2 contracts an escalation path[^.]*\.$/,
    links: [/ctr_3$/, /ctr_4$/],
  },
  {
    where: 'too many are late by a hair',
    of: 'slas_and_alerts',
    input: withAll({ clocks: { accept: { met: 896, breached: 104 } } }),
    level: 4,
    next: /^Bring attainment from 89\.6 % to 90 % or more/,
    found: /89\.6 % of 1000/,
    links: [/figure=breached/, /reviews\/2026-11$/],
  },
  {
    where: 'too few clocks have ended',
    of: 'slas_and_alerts',
    input: withAll({ clocks: { accept: { met: 3 } } }),
    level: 4,
    next: /measured from 20 runs of clocks on, and in 90 days there were 3\.$/,
    links: [/groupBy=contract/],
  },
  {
    where: 'none follows another',
    of: 'continuity',
    input: { contracts: journey(false) },
    level: 1,
    next: /^Model the next handoff of the same customer/,
    links: [/journey-map$/],
  },
  {
    where: 'a journey goes in a circle of two stages',
    of: 'continuity',
    input: {
      contracts: [contract('ctr_1'), contract('ctr_2', { from: { stage: 'onboarding' }, to: { stage: 'sales' } })],
    },
    level: 2,
    next: /^Model a journey of three stages/,
    links: [/journey-map$/],
  },
  {
    where: 'nothing is carried over',
    of: 'continuity',
    input: { contracts: journey(false, false, false) },
    level: 3,
    next: /^Let a contract that follows another carry fields over/,
    links: [/ctr_1$/, /ctr_2$/],
  },
  {
    where: 'one of two that follow carries nothing over, and little is asked for again',
    of: 'continuity',
    input: { contracts: journey(false, true, false) },
    level: 4,
    next: /^Of those that follow another, let “ctr_2” carry fields over too[^.]*\.[^.]*\.$/,
    links: [/ctr_2$/],
  },
  {
    where: 'all carry over, and a field is asked for again',
    of: 'continuity',
    input: { all: { ...counters({ counts: { submitted: 40 } }), rerequested: new Map([['/goals', 9]]) } },
    level: 4,
    next: /^See that at most one field in ten handoffs is asked for again: \/goals /,
    links: [/figure=rerequested&name=%2Fgoals/],
  },
  {
    where: 'no review is kept, and none was decided on',
    of: 'feedback_loop',
    input: feedback({}),
    level: 1,
    next: /^Read the review of a month that is over/,
    found: /^no review is kept$/,
    links: [/reviews\/2026-11$/],
  },
  {
    where: 'a review is kept, and nothing was decided',
    of: 'feedback_loop',
    input: feedback({ latestReview: '2026-10' }),
    level: 2,
    next: /^Decide on an action in a review: POST \/v1\/reviews\/2026-10\/actions\.$/,
    links: [/reviews\/2026-10$/],
  },
  {
    where: 'an action was decided that nothing ships',
    of: 'feedback_loop',
    input: feedback({ actions: 1, latestAction: '2026-09' }),
    level: 3,
    next: /^Publish a version that ships an action/,
    found: /^0 of them were shipped/,
    links: [/reviews\/2026-09$/],
  },
  {
    where: 'a version was shipped of which nothing can be told yet',
    of: 'feedback_loop',
    input: feedback({ actions: 1, latestAction: '2026-09', shipped: 1, verdicts: ['too_early'] }),
    level: 4,
    next: /^It cannot be told yet what the shipped versions changed/,
    links: [/reviews\/2026-09$/, /groupBy=contract/],
  },
  {
    where: 'a version was shipped that changed nothing for the better',
    of: 'feedback_loop',
    input: feedback({ actions: 1, latestAction: '2026-09', shipped: 1, verdicts: ['same', 'too_few'] }),
    level: 4,
    next: /^No shipped version has made anything better so far/,
    links: [/reviews\/2026-09$/, /groupBy=contract/],
  },
];

test.each(CASES)('where $where, $of asks for that and leads to it', ({ of, input, level, next, found, links }) => {
  const capability = maturityOf({ ...BEST, ...input }).capabilities.find((each) => each.capability === of);
  const check = capability?.checks[level - 1];
  expect(capability).toMatchObject({ level, nextStep: expect.stringMatching(next) });
  expect(check).toMatchObject({ met: false, found: expect.stringMatching(found ?? /./) });
  expect(check?.links).toEqual(links.map((link) => expect.stringMatching(link)));
});

test('each capability has a case for each of its levels', () => {
  const covered = new Set(CASES.map(({ of, level }) => `${of} ${level}`));
  expect(covered.size).toBe(6 * 4);
});

test('where a level is met by an action, it does not say that there is nothing', () => {
  const { capabilities } = maturityOf({ ...BEST, ...feedback({ actions: 1, latestAction: '2026-11' }) });
  const check = capabilities.find(({ capability }) => capability === 'feedback_loop')?.checks[0];
  expect(check).toMatchObject({ met: true, found: 'no review is kept yet, but one was decided on' });
  expect(check?.links).toEqual(['/v1/reviews/2026-11']);
});

const counted = fc
  .record({
    submitted: fc.nat({ max: 400 }),
    accepted: fc.nat({ max: 400 }),
    rejected: fc.nat({ max: 100 }),
    completed: fc.nat({ max: 400 }),
    cancelled: fc.nat({ max: 200 }),
    firstReassigned: fc.nat({ max: 60 }),
    overridden: fc.nat({ max: 100 }),
    met: fc.nat({ max: 900 }),
    breached: fc.nat({ max: 100 }),
  })
  .map(({ met, breached, ...counts }) => counters({ counts, clocks: { accept: { met, breached } } }));
const tenants = fc.record({
  contracts: fc.subarray([...JOURNEY, contract('ctr_3', { entryCriteria: [CRITERION] }), contract('ctr_4')]),
  all: counted,
  before: counted,
  breachesAreTold: fc.boolean(),
});

test('whatever was counted, no step asks to bring a figure to where it is said to be, and each link is one', () => {
  holds(tenants, 300, (input) => {
    for (const { nextStep, checks } of maturityOf({ ...NOTHING, ...input }).capabilities) {
      const asked = [...(nextStep ?? '').matchAll(/from ([\d.]+ %).*? to ([\d.]+ %)/g)];
      for (const [, from, to] of asked) expect(from).not.toBe(to);
      for (const link of checks.flatMap(({ links }) => links)) {
        const { figure, clock, name } = Object.fromEntries(new URLSearchParams(link.split('?')[1]));
        if (figure !== undefined) expect(figureNamed({ figure, clock, name })).toBeDefined();
        expect(link).toMatch(/^\/v1\//);
      }
    }
  });
});
