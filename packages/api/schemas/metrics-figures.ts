import * as z from 'zod';
import { CLOCK_COUNTS, COUNTS, TIME_CAUSES } from '#domain/metrics/counters.ts';
import { once } from '#domain/once.ts';

const count = () => z.int().min(0);
const seconds = () => z.number().min(0);
const share = (description: string) => z.number().min(0).nullable().meta({ description });

/** An object with the same member under each of the names. */
function each<N extends string, T extends z.ZodType>(names: readonly N[], member: (name: N) => T) {
  const members = Object.fromEntries(names.map((name) => [name, member(name)])) as Record<N, T>; // of all names
  return z.strictObject(members);
}

const links = () =>
  z.record(z.string(), z.string()).meta({
    description:
      'Where the handoffs behind each figure are listed, by the names of figures; those that are 0 have none.',
  });

const quantiles = once(() =>
  z
    .strictObject({ p50: seconds(), p90: seconds(), p99: seconds() })
    .meta({ id: 'DurationQuantiles', description: 'Seconds, within 2 %, by nearest rank.' }),
);

export const changeSchema = once(() =>
  z
    .strictObject({
      before: z.number().meta({ description: 'What it was in the period before.' }),
      absolute: z.number(),
      relative: z.number().nullable().meta({ description: 'A share of what it was; null where that was 0.' }),
    })
    .meta({ id: 'FigureChange', description: 'How a figure has changed from one period to the next.' }),
);

const quantilesChange = () =>
  z.strictObject({ p50: changeSchema(), p90: changeSchema(), p99: changeSchema() }).nullable();

const rateNames = ['rejection', 'reassignment', 'override', 'dropOff'] as const;

const figuresChange = once(() =>
  z
    .strictObject({
      counts: each(COUNTS, () => changeSchema()),
      rates: each(rateNames, () => changeSchema().nullable()),
      clocks: z.array(
        z.strictObject({
          clock: z.string(),
          attainment: z.strictObject({ raw: changeSchema().nullable(), excused: changeSchema().nullable() }),
          workingSeconds: quantilesChange(),
          calendarSeconds: quantilesChange(),
        }),
      ),
      lostSeconds: changeSchema(),
    })
    .meta({
      id: 'FiguresChange',
      description: 'How figures have changed; null where one of the periods has no such figure.',
    }),
);

const namedCount = once(() =>
  z
    .strictObject({
      name: z.string(),
      count: count(),
      handoffs: z.string().meta({ description: 'Where the handoffs behind it are listed.' }),
    })
    .meta({ id: 'NamedCount' }),
);

const named = (description: string) => z.array(namedCount()).meta({ description });

const clockFigures = once(() =>
  z
    .strictObject({
      clock: z.string().meta({ examples: ['accept'] }),
      counts: each(CLOCK_COUNTS, count).meta({ description: 'Runs of the clock.' }),
      attainment: z.strictObject({
        raw: share('Met, of those that were met or breached.'),
        excused: share('The same without the breaches that were excused.'),
      }),
      workingSeconds: quantiles().nullable().meta({ description: 'What the clock counted, of runs that stopped.' }),
      calendarSeconds: quantiles().nullable().meta({ description: 'Real time from start to stop, of the same runs.' }),
      handoffs: links(),
    })
    .meta({ id: 'ClockFigures', description: 'Of one clock, by its name.' }),
);

const timeSplit = once(() =>
  z
    .strictObject({
      seconds: seconds(),
      platformSeconds: seconds(),
      senderSeconds: seconds(),
      receiverSeconds: seconds(),
    })
    .meta({ id: 'TimeSplit', description: 'Seconds, in all and by who had the handoff.' }),
);

/** The members of a set of figures. */
export const figures = once(() => ({
  counts: each(COUNTS, count).meta({ description: 'Events of each kind.' }),
  rates: z
    .strictObject({
      rejection: share('Rejections, of the decisions of receivers: from 0 to 1.'),
      reassignment: share(
        'Handoffs that were reassigned, over those submitted: above 1 where more of earlier days were.',
      ),
      override: share('What went through by an override: from 0 to 1.'),
      dropOff: share('Disqualified or cancelled, of those that ended: from 0 to 1.'),
    })
    .meta({ description: 'Null where they would be shares of nothing.' }),
  clocks: z.array(clockFigures()),
  rejections: z
    .strictObject({
      reasons: named('By reason code.'),
      classes: named('By the class of the reason.'),
      criteria: named('By the criteria that they cite.'),
      fields: named('By the packet fields that they cite, as JSON Pointers.'),
    })
    .meta({ description: 'Rejections by what they cite, the most frequent first.' }),
  rerequested: named('Packet fields that had been asked for again, and came.'),
  milestones: named('Milestones that were reached.'),
  time: z
    .strictObject({
      lostSeconds: seconds().meta({ description: 'All but `worked`.' }),
      causes: each(TIME_CAUSES, () => timeSplit()),
      handoffs: links(),
    })
    .meta({ description: 'What the time of handoffs went into.' }),
  handoffs: links(),
  change: figuresChange()
    .nullable()
    .meta({ description: 'Against the period compared with; null where there is none, or nothing in it.' }),
}));
