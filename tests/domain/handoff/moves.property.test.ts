import { describe, expect, it } from 'vitest';
import { elapsedSeconds } from '#domain/handoff/clock-time.ts';
import type { HandoffCommand } from '#domain/handoff/commands.ts';
import { MINIMUM_NOTICE_SECONDS } from '#domain/handoff/course.ts';
import { handoffFactSchema } from '#domain/handoff/events.ts';
import { fold } from '#domain/handoff/evolve.ts';
import { type Clock, type Handoff, handoffSchema, isOpen, isStill } from '#domain/handoff/state.ts';
import { holds } from '#tests/support/property.ts';
import { courses, moments } from './moving-history.ts';
import { after, migration, type Present, rebasing, termsIn, type World, waitUntil } from './moving-terms.ts';

const RUNS = 150;

interface Move {
  readonly before: Present;
  readonly after: Present;
  readonly command: HandoffCommand;
  readonly world: World;
}

/** Asserts `guarantee` of both moves of every open handoff, at every moment of random lives. */
function holdsForMoves(kind: 'migrate' | 'rebase', guarantee: (move: Move) => void, runs = RUNS): void {
  holds(courses, runs, (course) => {
    const { world } = course;
    for (const moment of moments(course)) {
      const before = waitUntil(world, moment, moment.now);
      for (const command of kind === 'migrate' ? migrations(world, before) : rebases(world, before)) {
        const moved = after(world, before, command);
        if (moved !== before) guarantee({ before, after: moved, command, world });
      }
    }
  });
}

function migrations(world: World, before: Present): HandoffCommand[] {
  return [1, 2].filter((to) => to !== before.state.contractVersion).map((to) => migration(world, before, to));
}

function rebases(world: World, before: Present): HandoffCommand[] {
  return Object.entries(before.state.calendars ?? {}).map(([id, version]) => rebasing(world, before, id, 3 - version));
}

/** Each clock that was open, with what became of it: a move leaves the clocks in their places. */
function pairs({ before, after }: Move): { readonly was: Clock; readonly is: Clock }[] {
  return before.state.clocks.flatMap((was, index) => {
    const is = after.state.clocks[index];
    return isOpen(was) && is !== undefined ? [{ was, is }] : [];
  });
}

/** Those that go by the calendar that was rebased. */
function ofItsCalendar(move: Move): ReturnType<typeof pairs> {
  const { command } = move;
  return pairs(move).filter(({ was }) => command.type === 'rebase' && was.calendarId === command.calendarId);
}

function breaches({ clocks }: Handoff): unknown[] {
  return clocks.flatMap((clock) => ('breachedAt' in clock ? [[clock.name, clock.breachedAt, clock.detectedAt]] : []));
}

describe.each(['migrate', 'rebase'] as const)('to %s a handoff', (kind) => {
  it('keeps what every clock has counted, to the millisecond', () => {
    holdsForMoves(kind, (move) => {
      const { before, after, world } = move;
      for (const { was, is } of pairs(move)) {
        const counted = elapsedSeconds(was, termsIn(world, before.state), before.now);
        expect(elapsedSeconds(is, termsIn(world, after.state), before.now)).toBe(counted);
      }
    });
  });

  it('makes no clock late, and undoes no breach', () => {
    holdsForMoves(kind, (move) => {
      const { before, after, world } = move;
      expect(breaches(after.state)).toEqual(breaches(before.state));
      for (const { is } of pairs(move)) if (is.state === 'running') expect(is.dueAt >= before.now).toBe(true);
      expect(breaches(waitUntil(world, after, before.now).state)).toEqual(breaches(before.state));
    });
  });

  it('changes nothing that lies in the past: every fact of it is of this moment', () => {
    holdsForMoves(kind, ({ before, after }) => {
      expect(after.events.slice(0, before.events.length)).toEqual(before.events);
      for (const { occurredAt, detectedAt } of after.events.slice(before.events.length)) {
        expect([occurredAt, detectedAt]).toEqual([before.now, undefined]);
      }
      const ended = (clock: Clock) => !isOpen(clock);
      expect(after.state.clocks.filter((_, index) => ended(before.state.clocks[index] as Clock))).toEqual(
        before.state.clocks.filter(ended),
      );
    });
  });

  it('starts no clock, and leaves state, holder, attempt and pause as they are', () => {
    holdsForMoves(kind, ({ before, after }) => {
      const { state, holder, attempt, paused, milestones, priority } = before.state;
      expect(after.state).toMatchObject({ state, holder, attempt, milestones, priority });
      expect(after.state.paused).toEqual(paused);
      expect(after.state.clocks).toHaveLength(before.state.clocks.length);
    });
  });

  it('lets what stands still stand still', () => {
    holdsForMoves(kind, (move) => {
      for (const { was, is } of pairs(move)) {
        if (isOpen(was) && isOpen(is)) expect(isStill(is)).toBe(isStill(was));
      }
    });
  });

  it('plans nothing for a moment that has passed, and steps of open clocks alone', () => {
    holdsForMoves(kind, ({ before, after }) => {
      for (const clock of after.state.clocks) {
        if (clock.state === 'running') for (const { at } of clock.warnings) expect(at >= before.now).toBe(true);
      }
      for (const { clock, attempt } of after.state.escalations) {
        expect(after.state.clocks.some((each) => each.name === clock && each.attempt === attempt && isOpen(each))).toBe(
          true,
        );
      }
    });
  });

  it('is a history like any other: it folds to its state, and survives storage', () => {
    holdsForMoves(kind, ({ before, after }) => {
      expect(fold(after.events)).toStrictEqual(after.state);
      expect(handoffSchema().parse(JSON.parse(JSON.stringify(after.state)))).toStrictEqual(after.state);
      for (const { handoffId: _id, sequence: _sequence, ...fact } of after.events.slice(before.events.length)) {
        expect(handoffFactSchema().parse(JSON.parse(JSON.stringify(fact)))).toStrictEqual(fact);
      }
    });
  });
});

function isBehind(stop: string, { milestones, state }: Handoff): boolean {
  return stop === 'accepted' ? state === 'accepted' : milestones.some(({ name }) => name === stop);
}

describe('to migrate a handoff', () => {
  it('leaves open exactly the clocks that the version has, and that wait for what may still happen', () => {
    holdsForMoves('migrate', (move) => {
      const { body } = termsIn(move.world, move.after.state);
      for (const { was, is } of pairs(move)) {
        const definition = body.clocks.find(({ name }) => name === was.name);
        expect(isOpen(is)).toBe(definition?.stop.some((stop) => isBehind(stop, move.before.state)) === false);
        if (!isOpen(is)) expect(is.state).toBe(was.state === 'breached_open' ? 'breached_closed' : 'cancelled');
      }
    });
  });

  it('gives timely clocks the target of the version, or the minimum notice where that has passed, and never more than was left', () => {
    holdsForMoves('migrate', (move) => {
      const { body } = termsIn(move.world, move.after.state);
      for (const { was, is } of pairs(move)) {
        if (is.state !== 'running' && is.state !== 'paused') continue;
        const definition = body.clocks.find(({ name }) => name === is.name);
        expect(is.target).toEqual(definition?.targets?.[move.after.state.priority] ?? definition?.target);
        expect(is.calendarId).toBe(definition?.calendarId);
        const elapsed = elapsedSeconds(is, termsIn(move.world, move.after.state), move.before.now);
        const left = Math.min(was.targetSeconds, was.noticeSeconds ?? was.targetSeconds);
        const notice = Math.min(elapsed + MINIMUM_NOTICE_SECONDS, Math.max(left, elapsed));
        if (is.shortNotice === true) expect(is.targetSeconds).toBeCloseTo(notice, 6);
        else expect(is.targetSeconds).toBeGreaterThan(elapsed);
      }
    });
  });
});

describe('to rebase a handoff', () => {
  it('lays what is left of each timely clock out so that it is worked off exactly at the due instant', () => {
    holdsForMoves('rebase', (move) => {
      const terms = termsIn(move.world, move.after.state);
      for (const { was, is } of ofItsCalendar(move)) {
        if (is.state !== 'running') continue;
        // business days are laid out by days, which have other hours now
        if (typeof is.target === 'string') expect(is.targetSeconds).toBe(was.targetSeconds);
        expect(elapsedSeconds(is, terms, is.dueAt)).toBeCloseTo(is.targetSeconds, 6);
      }
    });
  });

  it('leaves the clocks of other calendars as they are', () => {
    holdsForMoves('rebase', (move) => {
      const rebased = new Set(ofItsCalendar(move).map(({ was }) => was));
      for (const { was, is } of pairs(move)) if (!rebased.has(was)) expect(is).toEqual(was);
    });
  });

  it('is refused to a version that it goes by already, and for a calendar that it does not go by', () => {
    holds(courses, RUNS, (course) => {
      const { world } = course;
      for (const present of moments(course)) {
        for (const [id, version] of Object.entries(present.state.calendars ?? {})) {
          expect(after(world, present, rebasing(world, present, id, version))).toBe(present);
        }
      }
    });
  });
});

it('the random lives do get migrated and rebased, also while clocks run, stand still and are late', () => {
  const seen = new Set<string>();
  for (const kind of ['migrate', 'rebase'] as const) {
    holdsForMoves(
      kind,
      (move) => {
        for (const { was, is } of pairs(move)) seen.add(`${kind} ${was.state} ${is.state} ${'shortNotice' in is}`);
      },
      1000,
    );
  }
  for (const each of [
    'migrate running running false',
    'migrate running running true',
    'migrate running cancelled false',
    'migrate paused paused false',
    'migrate breached_open breached_open false',
    'migrate breached_open breached_closed false',
    'rebase running running false',
    'rebase paused paused false',
    'rebase breached_open breached_open false',
  ]) {
    expect([...seen]).toContain(each);
  }
});
