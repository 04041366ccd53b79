import { describe, expect, it } from 'vitest';
import { ACCEPT, CANCEL, REJECT, RESUBMIT, reassignTo } from '#tests/support/handoffs.ts';
import { ANA, BEN, CLEO, directory, MAY, QUEUE } from '#tests/support/people.ts';
import { LADDER, played, type Scenario, type Step } from './ladder.ts';

const ACKNOWLEDGE = { type: 'acknowledge' } as const;
const { nudge, lead, desk, fallback } = LADDER;

type Row = readonly [guarantee: string, scenario: Scenario, plays: readonly string[]];

function plays(rows: readonly Row[]): void {
  it.each(rows)('%s', (_guarantee, scenario, expected) => {
    expect(played(scenario)).toEqual(expected);
  });
}

describe('a ladder of four steps with repeats, through nights, weekends and changes of the clocks', () => {
  plays([
    [
      'goes on around the clock where a step does not wait for working hours, and only in them where it does',
      { submitted: '2027-03-15 09:00' },
      [
        'Mon 03-15 12:00 nudge tells Ana',
        'Mon 03-15 13:00 late',
        'Mon 03-15 13:00 lead tells Ana and May',
        'Mon 03-15 14:00 lead again (1) tells Ana and May',
        'Mon 03-15 15:00 lead again (2) tells Ana and May',
        'Mon 03-15 16:00 lead again (3) tells Ana and May',
        'Tue 03-16 11:00 desk tells Cleo, raises to urgent',
        'Tue 03-16 13:00 fallback tells Cleo, gives it to Ben',
        'Wed 03-17 01:00 fallback again (1) tells Cleo',
        'Wed 03-17 13:00 fallback again (2) tells Cleo',
        'Wed 03-17 13:00 the ladder is exhausted',
      ],
    ],
    [
      'lets a night pass: what a closing ends begins with the next opening',
      { submitted: '2027-03-15 15:00' },
      [
        'Tue 03-16 10:00 nudge tells Ana',
        'Tue 03-16 11:00 late',
        'Tue 03-16 11:00 lead tells Ana and May',
        'Tue 03-16 12:00 lead again (1) tells Ana and May',
        'Tue 03-16 13:00 lead again (2) tells Ana and May',
        'Tue 03-16 14:00 lead again (3) tells Ana and May',
        'Wed 03-17 09:00 desk tells Cleo, raises to urgent',
        'Wed 03-17 11:00 fallback tells Cleo, gives it to Ben',
        'Wed 03-17 23:00 fallback again (1) tells Cleo',
        'Thu 03-18 11:00 fallback again (2) tells Cleo',
        'Thu 03-18 11:00 the ladder is exhausted',
      ],
    ],
    [
      'lets a weekend pass',
      { submitted: '2027-03-12 16:00', steps: [nudge, lead, desk] },
      [
        'Mon 03-15 11:00 nudge tells Ana',
        'Mon 03-15 12:00 late',
        'Mon 03-15 12:00 lead tells Ana and May',
        'Mon 03-15 13:00 lead again (1) tells Ana and May',
        'Mon 03-15 14:00 lead again (2) tells Ana and May',
        'Mon 03-15 15:00 lead again (3) tells Ana and May',
        'Tue 03-16 10:00 desk tells Cleo, raises to urgent',
        'Tue 03-16 10:00 the ladder is exhausted',
      ],
    ],
    [
      'of a clock that is late at a closing tells nobody before Monday who waits for working hours',
      { submitted: '2027-03-19 13:00' },
      [
        'Fri 03-19 16:00 nudge tells Ana',
        'Fri 03-19 17:00 late',
        'Sat 03-20 17:00 fallback tells Cleo, gives it to Ben',
        'Sun 03-21 05:00 fallback again (1) tells Cleo',
        'Sun 03-21 17:00 fallback again (2) tells Cleo',
        'Mon 03-22 09:00 lead tells Ben',
        'Mon 03-22 10:00 lead again (1) tells Ben',
        'Mon 03-22 11:00 lead again (2) tells Ben',
        'Mon 03-22 12:00 lead again (3) tells Ben',
        'Mon 03-22 15:00 desk tells Cleo, raises to urgent',
        'Mon 03-22 15:00 the ladder is exhausted',
      ],
    ],
    [
      'counts real hours through the night in which the clocks of Berlin go forward',
      { submitted: '2027-03-26 13:00', steps: [nudge, fallback] },
      [
        'Fri 03-26 16:00 nudge tells Ana',
        'Fri 03-26 17:00 late',
        'Sat 03-27 17:00 fallback tells Cleo, gives it to Ben',
        'Sun 03-28 06:00 fallback again (1) tells Cleo',
        'Sun 03-28 18:00 fallback again (2) tells Cleo',
        'Sun 03-28 18:00 the ladder is exhausted',
      ],
    ],
    [
      'counts real hours through the night in which the clocks of Berlin go back',
      { submitted: '2027-10-29 13:00', steps: [nudge, fallback] },
      [
        'Fri 10-29 16:00 nudge tells Ana',
        'Fri 10-29 17:00 late',
        'Sat 10-30 17:00 fallback tells Cleo, gives it to Ben',
        'Sun 10-31 04:00 fallback again (1) tells Cleo',
        'Sun 10-31 16:00 fallback again (2) tells Cleo',
        'Sun 10-31 16:00 the ladder is exhausted',
      ],
    ],
    [
      'keeps to the wall clock of an office over the weekend in which the clocks of New York go forward',
      { submitted: '2027-03-12 15:00', office: 'New York', steps: [nudge, lead, desk] },
      [
        'Mon 03-15 10:00 nudge tells Ana',
        'Mon 03-15 11:00 late',
        'Mon 03-15 11:00 lead tells Ana and May',
        'Mon 03-15 12:00 lead again (1) tells Ana and May',
        'Mon 03-15 13:00 lead again (2) tells Ana and May',
        'Mon 03-15 14:00 lead again (3) tells Ana and May',
        'Tue 03-16 09:00 desk tells Cleo, raises to urgent',
        'Tue 03-16 09:00 the ladder is exhausted',
      ],
    ],
    [
      'keeps to the wall clock of an office over the weekend in which the clocks of New York go back',
      { submitted: '2027-11-05 12:30', office: 'New York', steps: [nudge, lead] },
      [
        'Fri 11-05 15:30 nudge tells Ana',
        'Fri 11-05 16:30 late',
        'Fri 11-05 16:30 lead tells Ana and May',
        'Mon 11-08 09:30 lead again (1) tells Ana and May',
        'Mon 11-08 10:30 lead again (2) tells Ana and May',
        'Mon 11-08 11:30 lead again (3) tells Ana and May',
        'Mon 11-08 11:30 the ladder is exhausted',
      ],
    ],
    [
      'lets a holiday pass',
      { submitted: '2026-12-31 12:30', steps: [nudge, lead] },
      [
        'Thu 12-31 15:30 nudge tells Ana',
        'Thu 12-31 16:30 late',
        'Thu 12-31 16:30 lead tells Ana and May',
        'Mon 01-04 09:30 lead again (1) tells Ana and May',
        'Mon 01-04 10:30 lead again (2) tells Ana and May',
        'Mon 01-04 11:30 lead again (3) tells Ana and May',
        'Mon 01-04 11:30 the ladder is exhausted',
      ],
    ],
    [
      'that begins on a Saturday begins on Monday',
      { submitted: '2027-03-13 11:00', steps: [nudge] },
      ['Mon 03-15 12:00 nudge tells Ana', 'Mon 03-15 13:00 late', 'Mon 03-15 13:00 the ladder is exhausted'],
    ],
    [
      'repeats a step before the breach in working hours where it waits for them, on into lateness',
      {
        submitted: '2027-03-12 13:00',
        steps: [{ ...nudge, at: { elapsed: 0.75, working: true }, repeat: { every: 'PT2H', times: 2 } }],
      },
      [
        'Fri 03-12 16:00 nudge tells Ana',
        'Fri 03-12 17:00 late',
        'Mon 03-15 10:00 nudge again (1) tells Ana',
        'Mon 03-15 12:00 nudge again (2) tells Ana',
        'Mon 03-15 12:00 the ladder is exhausted',
      ],
    ],
    [
      'fires a step of 100 % with the breach, or with the next opening where it waits for that',
      {
        submitted: '2027-03-12 13:00',
        steps: [
          { ...nudge, at: { elapsed: 1 } },
          { ...nudge, id: 'opening', at: { elapsed: 1, working: true } },
        ],
      },
      [
        'Fri 03-12 17:00 late',
        'Fri 03-12 17:00 nudge tells Ana',
        'Mon 03-15 09:00 opening tells Ana',
        'Mon 03-15 09:00 the ladder is exhausted',
      ],
    ],
  ]);
});

const UNTIL_LEAD = [
  'Mon 03-15 12:00 nudge tells Ana',
  'Mon 03-15 13:00 late',
  'Mon 03-15 13:00 lead tells Ana and May',
];

describe('a ladder stops at once', () => {
  const submitted = '2027-03-15 09:00';
  plays([
    ['on acceptance before its first step', { submitted, deeds: [['2027-03-15 11:59', ACCEPT]] }, []],
    [
      'on acceptance at the due instant: nothing of the breach happens',
      { submitted, deeds: [['2027-03-15 13:00', ACCEPT]] },
      ['Mon 03-15 12:00 nudge tells Ana'],
    ],
    ['on acceptance between its steps', { submitted, deeds: [['2027-03-15 13:01', ACCEPT]] }, UNTIL_LEAD],
    [
      'on acceptance at the instant of a step, which still fires',
      { submitted, deeds: [['2027-03-15 14:00', ACCEPT]] },
      [...UNTIL_LEAD, 'Mon 03-15 14:00 lead again (1) tells Ana and May'],
    ],
    ['on a late rejection', { submitted, deeds: [['2027-03-15 13:30', REJECT]] }, UNTIL_LEAD],
    ['on cancellation', { submitted, deeds: [['2027-03-15 13:30', CANCEL]] }, UNTIL_LEAD],
    [
      'on acceptance by the one whom it was given to',
      { submitted, steps: [fallback], deeds: [['2027-03-17 00:59', ACCEPT]] },
      ['Mon 03-15 13:00 late', 'Tue 03-16 13:00 fallback tells Cleo, gives it to Ben'],
    ],
    [
      'on a misroute, and begins anew with the fresh clock of whoever is the right one',
      { submitted, steps: [nudge], deeds: [['2027-03-15 12:30', reassignTo({ ownerId: BEN }, true)]] },
      [
        'Mon 03-15 12:00 nudge tells Ana',
        'Mon 03-15 15:30 nudge tells Ben',
        'Mon 03-15 16:30 late',
        'Mon 03-15 16:30 the ladder is exhausted',
      ],
    ],
    [
      'on a rejection, and begins anew with the next attempt',
      {
        submitted,
        steps: [nudge],
        deeds: [
          ['2027-03-15 11:00', REJECT],
          ['2027-03-16 10:00', RESUBMIT],
        ],
      },
      ['Tue 03-16 13:00 nudge tells Ana', 'Tue 03-16 14:00 late', 'Tue 03-16 14:00 the ladder is exhausted'],
    ],
  ]);
});

describe('an acknowledgement', () => {
  const submitted = '2027-03-15 09:00';
  const late = (steps: readonly Step[], deeds: Scenario['deeds'] = []): Scenario => ({ submitted, steps, deeds });
  plays([
    [
      'stops the repetitions until the time-out, in working hours, and they go on with those that were left',
      late([nudge, lead, desk], [['2027-03-15 13:30', ACKNOWLEDGE]]),
      [
        ...UNTIL_LEAD,
        'Mon 03-15 13:30 lead is acknowledged',
        'Mon 03-15 15:30 lead again (1) tells Ana and May',
        'Mon 03-15 16:30 lead again (2) tells Ana and May',
        'Tue 03-16 09:30 lead again (3) tells Ana and May',
        'Tue 03-16 11:00 desk tells Cleo, raises to urgent',
        'Tue 03-16 11:00 the ladder is exhausted',
      ],
    ],
    [
      'puts the last repetition off into the next day, and exhaustion with it',
      late([nudge, lead], [['2027-03-15 15:30', ACKNOWLEDGE]]),
      [
        ...UNTIL_LEAD,
        'Mon 03-15 14:00 lead again (1) tells Ana and May',
        'Mon 03-15 15:00 lead again (2) tells Ana and May',
        'Mon 03-15 15:30 lead is acknowledged',
        'Tue 03-16 09:30 lead again (3) tells Ana and May',
        'Tue 03-16 09:30 the ladder is exhausted',
      ],
    ],
    [
      'without a time-out ends the repetitions of that step, and not the steps after it',
      late([nudge, { ...lead, ackTimeout: undefined }, desk], [['2027-03-15 13:30', ACKNOWLEDGE]]),
      [
        ...UNTIL_LEAD,
        'Mon 03-15 13:30 lead is acknowledged',
        'Tue 03-16 11:00 desk tells Cleo, raises to urgent',
        'Tue 03-16 11:00 the ladder is exhausted',
      ],
    ],
    [
      'can be given again once the time-out is over',
      late(
        [nudge, lead],
        [
          ['2027-03-15 13:30', ACKNOWLEDGE],
          ['2027-03-15 15:45', ACKNOWLEDGE],
        ],
      ),
      [
        ...UNTIL_LEAD,
        'Mon 03-15 13:30 lead is acknowledged',
        'Mon 03-15 15:30 lead again (1) tells Ana and May',
        'Mon 03-15 15:45 lead is acknowledged',
        'Tue 03-16 09:45 lead again (2) tells Ana and May',
        'Tue 03-16 10:45 lead again (3) tells Ana and May',
        'Tue 03-16 10:45 the ladder is exhausted',
      ],
    ],
    [
      'is of the step that would repeat, also when another has fired after it',
      late([{ ...desk, at: { afterBreach: 'PT15M' } }, lead], [['2027-03-15 13:30', ACKNOWLEDGE]]),
      [
        'Mon 03-15 13:00 late',
        'Mon 03-15 13:00 lead tells Ana and May',
        'Mon 03-15 13:15 desk tells Cleo, raises to urgent',
        'Mon 03-15 13:30 lead is acknowledged',
        'Mon 03-15 15:30 lead again (1) tells Ana and May',
        'Mon 03-15 16:30 lead again (2) tells Ana and May',
        'Tue 03-16 09:30 lead again (3) tells Ana and May',
        'Tue 03-16 09:30 the ladder is exhausted',
      ],
    ],
    [
      'holds its time-out up in a pause',
      late(
        [lead],
        [
          ['2027-03-15 13:30', { type: 'pause until', localTime: '2027-03-16 10:00' }],
          ['2027-03-15 14:30', ACKNOWLEDGE],
        ],
      ),
      [
        'Mon 03-15 13:00 late',
        'Mon 03-15 13:00 lead tells Ana and May',
        'Mon 03-15 14:30 lead is acknowledged',
        'Tue 03-16 12:00 lead again (1) tells Ana and May',
        'Tue 03-16 13:00 lead again (2) tells Ana and May',
        'Tue 03-16 14:00 lead again (3) tells Ana and May',
        'Tue 03-16 14:00 the ladder is exhausted',
      ],
    ],
  ]);
});

describe('a ladder whose steps find nothing to do', () => {
  const submitted = '2027-03-15 09:00';
  plays([
    [
      'goes on at once to the next step after the breach, and only skips what comes before it',
      { submitted, to: { queueId: QUEUE } },
      [
        'Mon 03-15 12:00 nudge is skipped: nobody_to_notify',
        'Mon 03-15 13:00 late',
        'Mon 03-15 13:00 lead is skipped for desk: nobody_to_notify',
        'Mon 03-15 13:00 desk tells Cleo, raises to urgent',
        'Tue 03-16 13:00 fallback tells Cleo, gives it to Ben',
        'Wed 03-17 01:00 fallback again (1) tells Cleo',
        'Wed 03-17 13:00 fallback again (2) tells Cleo',
        'Wed 03-17 13:00 the ladder is exhausted',
      ],
    ],
    [
      'brings a step forward to the next opening only, where that waits for working hours',
      {
        submitted: '2027-03-19 13:00',
        to: { queueId: QUEUE },
        steps: [
          { ...nudge, at: { afterBreach: 'PT1H' } },
          { ...desk, at: { afterBreach: 'PT30H', working: true } },
        ],
      },
      [
        'Fri 03-19 17:00 late',
        'Fri 03-19 18:00 nudge is skipped for desk: nobody_to_notify',
        'Mon 03-22 09:00 desk tells Cleo, raises to urgent',
        'Mon 03-22 09:00 the ladder is exhausted',
      ],
    ],
    [
      'is exhausted at once where none has',
      { submitted, to: { queueId: QUEUE }, steps: [lead, { ...nudge, at: { afterBreach: 'PT1H' } }] },
      [
        'Mon 03-15 13:00 late',
        'Mon 03-15 13:00 lead is skipped for nudge: nobody_to_notify',
        'Mon 03-15 13:00 nudge is skipped: nobody_to_notify',
        'Mon 03-15 13:00 the ladder is exhausted',
      ],
    ],
    [
      'skips one that nobody is left to take over by',
      {
        submitted,
        sender: false,
        directory: directory({ away: [BEN] }),
        steps: [{ ...fallback, notify: [] }],
      },
      [
        'Mon 03-15 13:00 late',
        'Tue 03-16 13:00 fallback is skipped: nobody_to_reassign_to',
        'Tue 03-16 13:00 the ladder is exhausted',
      ],
    ],
    [
      'stops repeating a step that has done all that it could',
      {
        submitted,
        steps: [
          { id: 'raise', at: { afterBreach: 'PT0S' }, raisePriority: 'high', repeat: { every: 'PT1H', times: 5 } },
        ],
      },
      [
        'Mon 03-15 13:00 late',
        'Mon 03-15 13:00 raise tells nobody, raises to high',
        'Mon 03-15 14:00 raise is skipped: priority_is_as_high',
        'Mon 03-15 14:00 the ladder is exhausted',
      ],
    ],
  ]);
});

describe('a ladder on the way', () => {
  const submitted = '2027-03-15 09:00';
  plays([
    [
      'tells whoever has it when a step fires',
      { submitted, steps: [nudge, lead], deeds: [['2027-03-15 14:30', reassignTo({ ownerId: CLEO })]] },
      [
        ...UNTIL_LEAD,
        'Mon 03-15 14:00 lead again (1) tells Ana and May',
        'Mon 03-15 15:00 lead again (2) tells Cleo',
        'Mon 03-15 16:00 lead again (3) tells Cleo',
        'Mon 03-15 16:00 the ladder is exhausted',
      ],
    ],
    [
      'waits through a pause with what was left of each wait',
      {
        submitted,
        steps: [nudge, lead, desk],
        deeds: [['2027-03-15 13:30', { type: 'pause until', localTime: '2027-03-16 10:00' }]],
      },
      [
        ...UNTIL_LEAD,
        'Tue 03-16 10:30 lead again (1) tells Ana and May',
        'Tue 03-16 11:30 lead again (2) tells Ana and May',
        'Tue 03-16 12:30 lead again (3) tells Ana and May',
        'Tue 03-16 15:30 desk tells Cleo, raises to urgent',
        'Tue 03-16 15:30 the ladder is exhausted',
      ],
    ],
    [
      'that nobody looked at for hours tells people of a step once, and keeps the instants of the rest',
      { submitted, steps: [nudge, lead, desk], lookedAt: '2027-03-15 15:20' },
      [
        'Mon 03-15 12:00 nudge tells Ana',
        'Mon 03-15 13:00 late',
        'Mon 03-15 13:00 lead was missed',
        'Mon 03-15 14:00 lead again (1) was missed',
        'Mon 03-15 15:00 lead again (2) tells Ana and May',
      ],
    ],
    [
      'that nobody looked at for days hands over at the true instant all the same',
      { submitted, steps: [fallback], lookedAt: '2027-03-20 12:00' },
      [
        'Mon 03-15 13:00 late',
        'Tue 03-16 13:00 fallback was missed, gives it to Ben',
        'Wed 03-17 01:00 fallback again (1) was missed',
        'Wed 03-17 13:00 fallback again (2) tells Cleo',
        'Wed 03-17 13:00 the ladder is exhausted',
      ],
    ],
    [
      'tells named owners and each person once',
      {
        submitted,
        steps: [{ ...nudge, notify: ['owner', { ownerId: ANA }, { ownerId: MAY }, 'manager'] }],
      },
      ['Mon 03-15 12:00 nudge tells Ana and May', 'Mon 03-15 13:00 late', 'Mon 03-15 13:00 the ladder is exhausted'],
    ],
  ]);
});
