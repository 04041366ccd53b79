import * as fc from 'fast-check';
import { PRIORITIES } from '#domain/contract/vocabulary.ts';
import type { HandoffCommand } from '#domain/handoff/commands.ts';
import type { Direction } from '#domain/routing/route.ts';
import { REJECTION_REASONS } from '#tests/support/contracts.ts';
import { instantAt } from '#tests/support/instants.ts';
import { ANA, QUEUE } from '#tests/support/people.ts';
import { assignee, CLOCK_NAMES, MILESTONES, owner, PAUSE_REASONS } from './random-contract.ts';

type Given = Exclude<HandoffCommand, { type: 'milestone' | 'pause' | 'migrate' | 'rebase' | 'assign' | 'requeue' }>;

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

/** One command for each state, of which the one is given that suits the state that it finds. */
export type AptCommand = Readonly<Record<'pending' | 'assigned' | 'accepted' | 'rejected' | 'ended', RelativeCommand>>;

export function aptCommands(unit: number): fc.Arbitrary<AptCommand> {
  const adjusting = adjustment(unit);
  const reaching = milestone(unit);
  return fc.record({
    pending: fc.oneof(claim, reassignment, acknowledgement, adjusting),
    assigned: fc.oneof(acceptance, rejection, rejection, reassignment, reaching, acknowledgement, adjusting),
    accepted: fc.oneof(
      { weight: 3, arbitrary: reassignment },
      { weight: 4, arbitrary: reaching },
      { weight: 4, arbitrary: adjusting },
      { weight: 2, arbitrary: acknowledgement },
      { weight: 1, arbitrary: ending },
    ),
    rejected: fc.oneof({ weight: 3, arbitrary: resubmission }, { weight: 1, arbitrary: adjusting }),
    ended: fc.oneof(remark, excuse),
  });
}

/** Any command, whether it suits or not. */
export function commands(unit: number): fc.Arbitrary<RelativeCommand> {
  const moves = fc.oneof(acceptance, claim, rejection, resubmission, reassignment, milestone(unit), ending);
  return fc.oneof(moves, adjustment(unit), remark);
}

const acceptance = fc.constant({ type: 'accept' as const });
const claim = owner.map((ownerId) => ({ type: 'accept' as const, ownerId }));
const remark = fc.constant({ type: 'note' as const, text: 'They asked for the price again' });
const ending = fc.constantFrom<RelativeCommand>(
  { type: 'complete', outcome: { liveAt: '2026-12-01' } },
  { type: 'disqualify', reason: 'No budget after all' },
  { type: 'cancel', reason: 'The customer left' },
);

/** What changes the course of its clocks, without moving it. */
function adjustment(unit: number): fc.Arbitrary<RelativeCommand> {
  const priority = fc.constantFrom(...PRIORITIES);
  const clock = fc.constantFrom('clock0', 'clock0', ...CLOCK_NAMES);
  const target = fc.integer({ min: 1, max: 300 }).map((count) => `PT${count * unit}S`);
  return fc.oneof(
    { weight: 5, arbitrary: pause(unit) },
    { weight: 4, arbitrary: fc.constant({ type: 'resume' as const }) },
    { weight: 2, arbitrary: fc.record({ type: fc.constant('reprioritize' as const), priority }) },
    { weight: 3, arbitrary: fc.record({ type: fc.constant('retarget' as const), clock, target }) },
    { weight: 2, arbitrary: excuse },
    { weight: 3, arbitrary: acknowledgement },
  );
}

const rejection = fc
  .record({
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
    to: fc.option(assignee),
  })
  .map(({ to, ...rejected }) => ({ ...rejected, ...(to === null ? {} : { route: routeTo(to) }) }));

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
export function routeTo(to: Direction['to']): Direction {
  return { to, reason: to === undefined ? 'unrouted' : 'fallback' };
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
    lasting: fc.integer({ min: 0, max: 400 }).map((count) => count * unit),
  });
}

const excuse = fc
  .record(
    { clock: fc.constantFrom('clock0', 'clock0', ...CLOCK_NAMES), attempt: fc.integer({ min: 1, max: 2 }) },
    { requiredKeys: ['clock'] },
  )
  .map((which) => ({ type: 'excuse' as const, reason: 'Public holiday in Austria', ...which }));

const acknowledgement = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ type: 'acknowledge' as const }) },
  {
    weight: 1,
    arbitrary: fc
      .record(
        {
          clock: fc.constantFrom('clock0', 'clock0', ...CLOCK_NAMES),
          stepId: fc.constantFrom('step0', 'step1', 'step9'),
          ownerId: owner,
          note: fc.constant('On it'),
        },
        { requiredKeys: [] },
      )
      .map((which) => ({ type: 'acknowledge' as const, ...which })),
  },
);
