import * as fc from 'fast-check';
import { PRIORITIES } from '#domain/contract/vocabulary.ts';
import type { HandoffCommand } from '#domain/handoff/commands.ts';
import type { Route } from '#domain/routing/route.ts';
import { REJECTION_REASONS } from '#tests/support/contracts.ts';
import { instantAt } from '#tests/support/instants.ts';
import { ANA, QUEUE } from '#tests/support/people.ts';
import { assignee, CLOCK_NAMES, MILESTONES, owner, PAUSE_REASONS } from './random-contract.ts';

type Given = Exclude<HandoffCommand, { type: 'milestone' | 'pause' | 'migrate' | 'rebase' }>;

/** A command whose instants are said relative to the moment at which it is given, in seconds. */
export type RelativeCommand =
  | Given
  | { readonly type: 'milestone'; readonly name: string; readonly ago?: number }
  | { readonly type: 'pause'; readonly reason: string; readonly lasting: number };

/** `command` as it is given so many seconds after the handoff's birth. */
export function commandAt(command: RelativeCommand, seconds: number): HandoffCommand {
  switch (command.type) {
    case 'milestone': {
      const { type, name, ago } = command;
      return { type, name, ...(ago === undefined ? {} : { occurredAt: instantAt(seconds - ago) }) };
    }
    case 'pause':
      return { type: 'pause', reason: command.reason, resumeBy: instantAt(seconds + command.lasting) };
    default:
      return command;
  }
}

export function commands(unit: number): fc.Arbitrary<RelativeCommand> {
  const duration = fc.integer({ min: 1, max: 300 }).map((count) => `PT${count * unit}S`);
  return fc.oneof(
    { weight: 8, arbitrary: fc.constant({ type: 'accept' as const }) },
    { weight: 4, arbitrary: owner.map((ownerId) => ({ type: 'accept' as const, ownerId })) },
    { weight: 8, arbitrary: rejection },
    { weight: 8, arbitrary: resubmission },
    { weight: 8, arbitrary: reassignment },
    { weight: 8, arbitrary: milestone(unit) },
    { weight: 8, arbitrary: pause(unit) },
    { weight: 4, arbitrary: fc.constant({ type: 'resume' as const }) },
    {
      weight: 5,
      arbitrary: fc.record({ type: fc.constant('reprioritize' as const), priority: fc.constantFrom(...PRIORITIES) }),
    },
    {
      weight: 5,
      arbitrary: fc.record({
        type: fc.constant('retarget' as const),
        clock: fc.constantFrom(...CLOCK_NAMES),
        target: duration,
      }),
    },
    { weight: 2, arbitrary: fc.constant({ type: 'complete' as const, outcome: { liveAt: '2026-12-01' } }) },
    { weight: 1, arbitrary: fc.constant({ type: 'disqualify' as const, reason: 'No budget after all' }) },
    { weight: 1, arbitrary: fc.constant({ type: 'cancel' as const, reason: 'The customer left' }) },
    { weight: 1, arbitrary: fc.constant({ type: 'note' as const, text: 'They asked for the price again' }) },
    { weight: 3, arbitrary: excuse },
  );
}

const rejection = fc.record({
  type: fc.constant('reject' as const),
  reason: fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...REJECTION_REASONS.map(({ code }) => code), 'wrong_team') },
    { weight: 1, arbitrary: fc.constant('unheard_of') },
  ),
  criteria: fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom([], ['arr_known']) },
    { weight: 1, arbitrary: fc.constant(['arr_known', 'no_such_criterion']) },
  ),
  fields: fc.constantFrom([], ['/goals'], ['/goals']),
});

const resubmission = fc
  .record({
    to: fc.constantFrom({ ownerId: ANA }, { ownerId: ANA }, { queueId: QUEUE }, undefined),
    overridden: fc.boolean(),
  })
  .map(({ to, overridden }) => ({
    type: 'resubmit' as const,
    changed: overridden ? [] : ['/goals'],
    ...(overridden ? { override: { reason: 'Goals follow by Friday' } } : {}),
    route: routeTo(to),
  }));

/** How a handoff that nothing but the fallback was found for came to `to`. */
export function routeTo(to: Route['to']): Route {
  return { to, reason: to === undefined ? 'unrouted' : 'fallback', trace: { rules: [], considered: [] } };
}

const reassignment = fc.record({
  type: fc.constant('reassign' as const),
  to: assignee,
  reason: fc.constant('On leave'),
  misroute: fc.boolean(),
});

function milestone(unit: number): fc.Arbitrary<RelativeCommand> {
  return fc.record(
    {
      type: fc.constant('milestone' as const),
      name: fc.oneof(
        { weight: 12, arbitrary: fc.constantFrom(...MILESTONES) },
        { weight: 1, arbitrary: fc.constant('unheard_of') },
      ),
      ago: fc.integer({ min: -1, max: 60 }).map((count) => count * unit),
    },
    { requiredKeys: ['type', 'name'] },
  );
}

function pause(unit: number): fc.Arbitrary<RelativeCommand> {
  return fc.record({
    type: fc.constant('pause' as const),
    reason: fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom(...PAUSE_REASONS, PAUSE_REASONS[0]) },
      { weight: 1, arbitrary: fc.constant('unheard_of') },
    ),
    lasting: fc.integer({ min: 0, max: 150 }).map((count) => count * unit),
  });
}

const excuse = fc
  .record(
    { clock: fc.constantFrom(...CLOCK_NAMES), attempt: fc.integer({ min: 1, max: 2 }) },
    { requiredKeys: ['clock'] },
  )
  .map((which) => ({ type: 'excuse' as const, reason: 'Public holiday in Austria', ...which }));
