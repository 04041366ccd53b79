import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { maturityOf } from '#domain/maturity/maturity-of.ts';
import { figureNamed } from '#domain/metrics/figure-name.ts';
import { holds } from '../../support/property.ts';
import { counters } from '../review/sample-month.ts';
import { OPERATION_STEPS } from './operation-steps.ts';
import { PACKET_STEPS } from './packet-steps.ts';
import { BEST, CRITERION, contract, JOURNEY, NOTHING } from './sample-tenant.ts';
import { feedback } from './step-case.ts';

const CASES = [...PACKET_STEPS, ...OPERATION_STEPS];

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
