import type { Instant } from '#domain/instant.ts';
import { dayOf, daysBetween } from '#domain/metrics/day.ts';
import type { TallyEntry } from '#domain/metrics/tally.ts';
import { firstDayOf, isWeekend, lastDayOf, weekdayOf } from '#domain/review/month.ts';
import { withLinks } from '#domain/review/review-links.ts';
import { reviewOf } from '#domain/review/review-of.ts';
import type { ReviewView } from '#services/review/get-review.ts';
import {
  CONTRACT,
  OTHER_CONTRACT,
  OTHER_OWNER,
  OTHER_QUEUE,
  OWNER,
  october,
  ofOwner,
  ofQueue,
  ofVersion,
  QUEUE,
  version,
} from '#tests/domain/review/sample-month.ts';

const THIRD = 'ctr_01JDA5K7ZX3M5N7P9R1T3V5W7Z';

/** Names that would break a page, a picture or a document that does not expect them. */
export const HOSTILE = '<script>alert(1)</script>"\'&\u0000 | **bold** [x](javascript:alert(1)) ‮dlrow';

/** A month of three contracts with all that a review can find. */
export function richReview(name = 'Closed-won to onboarding'): ReviewView {
  const now = '2026-11-01T04:00:00.000Z' as Instant;
  const days = daysBetween(firstDayOf('2026-10'), lastDayOf('2026-10'));
  const cells = days.flatMap((day, index) => cellsOf(day, index));
  const before = days.slice(0, 30).flatMap((_, index) => quiet(`2026-09-${String(index + 1).padStart(2, '0')}`));
  const review = withLinks(
    reviewOf(
      october({
        asOf: now,
        cells,
        before,
        versions: [
          version({ name }, CONTRACT, 2),
          version(
            {
              name: 'Support case to resolution',
              from: { stage: 'support' },
              to: { stage: 'engineering' },
              clocks: [clock('first_touch')],
            },
            OTHER_CONTRACT,
          ),
          version({ name: 'Renewal to expansion' }, THIRD),
        ],
      }),
    ),
  );
  const action = {
    id: 'act_01JDA5K7ZWQ0R8T2V4X6Y8B0CD',
    version: 2,
    month: '2026-10',
    title: 'Require the stakeholder map',
    status: 'done',
    assignee: name.startsWith('<') ? name : 'RevOps',
    dueOn: dayOf(now, 'UTC'),
    contractId: CONTRACT,
    contractVersion: 2,
    createdAt: now,
    updatedAt: now,
    closedAt: now,
  } as const;
  const { closedAt, contractVersion, ...open } = action;
  const earlier = {
    ...open,
    id: `${action.id.slice(0, -1)}F`,
    month: '2026-09',
    status: 'in_progress',
    dueOn: '2026-10-15',
    overdue: true,
  } as const;
  const { id, month, status } = earlier;
  return {
    ...review,
    suggestions: review.suggestions.map((each, index) =>
      index === 0 ? { ...each, action: { id, month, status } } : each,
    ),
    effectsOmitted: 0,
    earlierActions: [earlier],
    earlierActionsOmitted: 2,
    actions: [
      action,
      { ...action, id: `${action.id.slice(0, -1)}E`, status: 'open', title: 'Give Enterprise a second member' },
    ],
  };
}

function clock(name: string) {
  return { name, start: 'submitted', stop: ['first_touch'], target: 'PT4H', warnAt: [], pausable: false };
}

function quiet(day: string): TallyEntry[] {
  const counts = { submitted: 6, accepted: 5, rejected: 2, resubmitted: 2, completed: 4 };
  return [
    ofVersion(day, {
      counts,
      clocks: { accept: { met: 6, breached: 1 } },
      fields: { '/stakeholders': 2 },
      time: { 'waiting:receiver': 30_000_000 },
    }),
  ];
}

function cellsOf(day: string, index: number): TallyEntry[] {
  const weekend = isWeekend(weekdayOf(day));
  const wave = 1 + Math.round(2 * Math.abs(Math.sin(index / 3)));
  const onboarding = {
    counts: {
      submitted: 2 * wave,
      assigned: 2 * wave,
      accepted: wave + 1,
      rejected: wave,
      resubmitted: 1,
      completed: wave,
      cancelled: index % 5 === 0 ? 1 : 0,
      reassigned: index % 2,
      firstReassigned: index % 2,
    },
    fields: {
      '/stakeholders': index % 2 === 0 ? wave : 1,
      '/goals': index % 3 === 0 ? 1 : 0,
      '/risks': index % 7 === 0 ? 1 : 0,
    },
    reasons: { missing_stakeholders: wave - 1, not_qualified: 1 },
    criteria: { arr_known: index % 3 === 0 ? 1 : 0 },
    clocks: { accept: { met: 3 * wave, breached: 1 }, complete: { met: 2 * wave, breached: index % 6 === 0 ? 1 : 0 } },
    time: {
      'waiting:platform': 6_000_000,
      'waiting:receiver': 40_000_000,
      'rework:sender': 21_000_000,
      'paused:receiver': 9_000_000,
      'closed:receiver': 30_000_000,
    },
  } as const;
  const support = {
    counts: { submitted: 4, accepted: 4, completed: 4 },
    clocks: { first_touch: weekend ? { met: 1, breached: 4 } : { met: 8, breached: 0 } },
    time: { 'waiting:receiver': 8_000_000 },
  } as const;
  const late = {
    counts: { accepted: 1 },
    clocks: { accept: { met: weekend ? 0 : 1, breached: weekend ? 0 : 1 } },
    time: { 'waiting:receiver': 30_000_000 },
  } as const;
  return [
    ofVersion(day, onboarding, CONTRACT, index < 12 ? 1 : 2),
    ofVersion(day, support, OTHER_CONTRACT),
    ofVersion(day, { counts: { submitted: 1, accepted: 1, completed: 1 }, clocks: { accept: { met: 1 } } }, THIRD),
    ofQueue(day, QUEUE, late),
    ofQueue(day, OTHER_QUEUE, {
      counts: { accepted: 2 },
      clocks: { accept: { met: 4 } },
      time: { 'waiting:receiver': 4_000_000 },
    }),
    ofOwner(day, OWNER, late),
    ofOwner(day, OTHER_OWNER, { counts: { accepted: 2 }, clocks: { accept: { met: 4 } } }),
  ];
}
