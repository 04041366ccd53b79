import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HandoffEvent } from '#domain/handoff/events.ts';
import { askedAgain } from '#domain/journey/asked-again.ts';
import { journeyOf } from '#domain/journey/journey.ts';
import type { LegSource } from '#domain/journey/leg.ts';
import { courseOf } from '#domain/journey/leg-time.ts';
import { knownAfter, MAX_FIELDS_TOLD, travelOf } from '#domain/journey/travel.ts';
import { contractFacts, type MetricFacts } from '#domain/metrics/contract-facts.ts';
import { tallyOf } from '#domain/metrics/tally-of.ts';
import { AROUND_THE_CLOCK } from '#domain/sla/working-time.ts';
import { contractBody, REJECTION_REASONS } from '../../support/contracts.ts';
import { ACCEPT, CANCEL, COMPLETE, type Life, REJECT, RESUBMIT, submit } from '../../support/handoffs.ts';
import { instantAt } from '../../support/instants.ts';
import { ANA } from '../../support/people.ts';

const HOUR = 3600;
const BODY = contractBody({
  rejectionReasons: [...REJECTION_REASONS],
  packet: { schema: { type: 'object', properties: { goals: {}, risks: {} } } },
});
const FACTS: MetricFacts = { contract: () => contractFacts(BODY), workingTime: () => AROUND_THE_CLOCK };

function sourceOf(life: Life, now: number, packet: Record<string, unknown> = {}, id = 'hnd_1'): LegSource {
  const state = { ...life.state, id };
  return {
    state,
    events: life.events,
    packet: { packet, inherited: [] },
    body: BODY,
    facts: FACTS,
    now: instantAt(now),
  };
}

/** Accepted after an hour, sent back after another, resubmitted after two, accepted after half an hour, worked on for one. */
const EVENTFUL = submit({ body: BODY })
  .command(HOUR, REJECT)
  .command(3 * HOUR, RESUBMIT)
  .command(3.5 * HOUR, ACCEPT)
  .command(4.5 * HOUR, COMPLETE);

describe('what a handoff’s time went into', () => {
  it('is split by cause and by who had it, and by its holders in order', () => {
    const { holders, time } = courseOf(EVENTFUL.events, FACTS, instantAt(9 * HOUR));
    expect(time).toEqual({
      lostSeconds: 3.5 * HOUR,
      workedSeconds: HOUR,
      shares: [
        { cause: 'waiting', party: 'receiver', seconds: 1.5 * HOUR },
        { cause: 'rework', party: 'sender', seconds: 2 * HOUR },
        { cause: 'worked', party: 'receiver', seconds: HOUR },
      ],
    });
    expect(holders.map(({ party, seconds }) => [party, seconds / HOUR])).toEqual([
      ['receiver', 1],
      ['sender', 2],
      ['receiver', 1.5],
    ]);
    expect(holders.at(-1)?.to).toBe(instantAt(4.5 * HOUR));
  });

  it('counts what has not ended as far as it has come', () => {
    const { holders, time } = courseOf(submit({ body: BODY }).events, FACTS, instantAt(2 * HOUR));
    expect(time.shares).toEqual([{ cause: 'waiting', party: 'receiver', seconds: 2 * HOUR }]);
    expect(holders).toMatchObject([{ ownerId: ANA, to: null, seconds: 2 * HOUR }]);
  });

  it('is, of handoffs that are over, just what the figures count', () => {
    const step = fc.tuple(fc.integer({ min: 1, max: 100_000 }), fc.constantFrom('work', 'reject', 'cancel'));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 6 }), (steps) => {
        const events = endedLife(steps).events;
        const { time } = courseOf(events, FACTS, instantAt(10_000_000));
        let counted = 0;
        for (const { cell, counters } of tallyOf(events, FACTS, 'UTC').values()) {
          if (cell.dimension.kind === 'contract') for (const ms of counters.time.values()) counted += ms;
        }
        expect((time.lostSeconds + time.workedSeconds) * 1000).toBeCloseTo(counted, 3);
      }),
    );
  });
});

function endedLife(steps: readonly (readonly [number, string])[]): Life {
  let life = submit({ body: BODY });
  let at = 0;
  for (const [seconds, what] of steps) {
    at += seconds;
    if (what === 'cancel') return life.command(at, CANCEL);
    if (what === 'reject') life = life.state.state === 'rejected' ? life.command(at, RESUBMIT) : rejectedOr(life, at);
    else if (life.state.state === 'assigned') life = life.command(at, ACCEPT);
  }
  return life.command(at + 1, CANCEL);
}

function rejectedOr(life: Life, at: number): Life {
  return life.state.state === 'assigned' && life.state.attempt < 3 ? life.command(at, REJECT) : life;
}

describe('a field of a packet', () => {
  const known = knownAfter(knownAfter(new Map(), 'hnd_1', { a: 1, b: { x: [1] }, c: 1 }), 'hnd_2', { c: 2 });

  it('is new, repeated, changed or carried, by what all packets before it had', () => {
    const packet = { a: 1, b: { x: [2] }, c: 2, 'd/e': null, f: { g: 1 } };
    const inherited = [{ field: '/f/g', handoffId: 'hnd_1', packetRevision: 1 }];
    expect(travelOf({ packet, inherited }, known)).toEqual([
      { field: '/a', travel: 'repeated', fromHandoffId: 'hnd_1' },
      { field: '/b', travel: 'changed', fromHandoffId: 'hnd_1' },
      { field: '/c', travel: 'repeated', fromHandoffId: 'hnd_2' },
      { field: '/d~1e', travel: 'new' },
      { field: '/f/g', travel: 'carried', fromHandoffId: 'hnd_1' },
    ]);
  });

  it('that was sent in part is told by what was sent of it, beside what was carried over into it', () => {
    const before = knownAfter(new Map(), 'hnd_1', { terms: { arr: 5, x: 1 }, deal: { arr: 5 }, plan: { fee: 1 } });
    const packet = { terms: { arr: 5, x: 1 }, deal: { arr: 5, y: 2 }, plan: { fee: 1 }, risks: [] };
    const mark = (field: string) => ({ field, handoffId: 'hnd_1', packetRevision: 1 });
    const inherited = [mark('/terms/arr'), mark('/deal/arr'), mark('/plan/fee'), mark('/risks')];
    expect(travelOf({ packet, inherited }, before)).toEqual([
      { field: '/terms/arr', travel: 'carried', fromHandoffId: 'hnd_1' },
      { field: '/terms', travel: 'repeated', fromHandoffId: 'hnd_1' },
      { field: '/deal/arr', travel: 'carried', fromHandoffId: 'hnd_1' },
      { field: '/deal', travel: 'new' },
      { field: '/plan/fee', travel: 'carried', fromHandoffId: 'hnd_1' },
      { field: '/risks', travel: 'carried', fromHandoffId: 'hnd_1' },
    ]);
  });

  it('may have the name of something that every object has', () => {
    const packet = JSON.parse('{"__proto__": {"arr": 1}, "constructor": {"arr": 1}}') as object;
    const mark = (field: string) => ({ field, handoffId: 'hnd_1', packetRevision: 1 });
    const inherited = [mark('/__proto__/arr'), mark('/constructor/arr')];
    expect(travelOf({ packet, inherited }, new Map()).map(({ field }) => field)).toEqual([
      '/__proto__/arr',
      '/constructor/arr',
    ]);
  });

  it('is told of a bounded number of fields, and of nothing that is no packet', () => {
    const packet = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`f${index}`, index]));
    expect(travelOf({ packet, inherited: [] }, known)).toHaveLength(MAX_FIELDS_TOLD);
    expect(travelOf({ packet: null, inherited: [] }, known)).toEqual([]);
  });
});

describe('asked for again', () => {
  it('is what a rejection cites, mended or not, and not what only went to the right owner', () => {
    expect(askedAgain(EVENTFUL.events, [], {})).toEqual([
      { cause: 'rejection', field: '/goals', attempt: 1, reason: 'missing_goals', mended: true },
    ]);
    const unanswered = submit({ body: BODY }).command(HOUR, REJECT).events;
    expect(askedAgain(unanswered, [], {})).toMatchObject([{ field: '/goals', mended: false }]);
    const rerouted = unanswered.map(
      (event): HandoffEvent =>
        event.type === 'handoff.rejected' ? { ...event, data: { ...event.data, rerouted: true } } : event,
    );
    expect(askedAgain(rerouted, [], {})).toEqual([]);
  });

  it('is what the contract asks for although an earlier packet had it; nobody asked for what it does not declare', () => {
    const travelled = [
      { field: '/goals', travel: 'repeated' as const, fromHandoffId: 'hnd_1' },
      { field: '/risks', travel: 'changed' as const, fromHandoffId: 'hnd_1' },
      { field: '/other', travel: 'repeated' as const, fromHandoffId: 'hnd_1' },
    ];
    expect(askedAgain([], travelled, BODY.packet.schema).map(({ field }) => field)).toEqual(['/goals', '/risks']);
    expect(
      askedAgain([], [{ field: '/goals', travel: 'carried', fromHandoffId: 'hnd_1' }], BODY.packet.schema),
    ).toEqual([]);
  });
});

describe('a field that a rejection has asked for', () => {
  const changed = [{ field: '/goals', travel: 'changed' as const, fromHandoffId: 'hnd_1' }];
  const causes = (events: readonly HandoffEvent[]) =>
    askedAgain(events, changed, BODY.packet.schema).map(({ cause }) => cause);
  const inherited = [{ field: '/goals', handoffId: 'hnd_1', packetRevision: 1 }];

  it('is told once where it had been carried over, and nobody had sent it before', () => {
    const carried = EVENTFUL.events.map(
      (event): HandoffEvent =>
        event.type === 'handoff.submitted' ? { ...event, data: { ...event.data, inherited } } : event,
    );
    expect(causes(carried)).toEqual(['rejection']);
  });

  it('is a repetition too where it had been sent although it was known', () => {
    expect(causes(EVENTFUL.events)).toEqual(['rejection', 'repetition']);
  });
});

describe('the journey', () => {
  const sources = [
    sourceOf(EVENTFUL, 5 * HOUR, { goals: 'Live' }, 'hnd_1'),
    sourceOf(
      submit({ body: BODY, at: 6 * HOUR, command: { handoffId: 'hnd_2' } }),
      8 * HOUR,
      { goals: 'Live', risks: [] },
      'hnd_2',
    ),
  ];

  it('adds up what each handoff says', () => {
    const { totals, handoffs, asOf } = journeyOf(sources, new Map());
    expect(asOf).toBe(instantAt(8 * HOUR));
    expect(totals).toMatchObject({
      handoffs: 2,
      open: 1,
      elapsedSeconds: 8 * HOUR,
      furtherAttempts: 1,
      carried: 0,
      repeated: 1,
      time: { lostSeconds: 5.5 * HOUR, workedSeconds: HOUR },
    });
    expect(handoffs[1]?.travelled).toEqual([
      { field: '/goals', travel: 'repeated', fromHandoffId: 'hnd_1' },
      { field: '/risks', travel: 'new' },
    ]);
  });

  it('reads as a story', () => {
    const { narrative } = journeyOf(sources, new Map([[ANA, 'Ana']]));
    expect(narrative[0]).toBe(
      'account acme-42 was handed over 2 times in 8 hours, 1 still open. Time lost at the boundaries: 5 hours 30 minutes. Given again although it was known: 1 field.',
    );
    expect(narrative[1]).toContain(
      'It was with Ana for 1 hour, its sender again for 2 hours and Ana for 1 hour 30 minutes.',
    );
    expect(narrative[1]).toContain('It took 2 attempts for missing goals, which asked again for goals.');
    expect(narrative[1]).toMatch(/It arrived in onboarding on .+ UTC\.$/);
    expect(narrative[2]).toContain('In its packet: new risks. The customer had to repeat goals.');
    expect(narrative[2]).toMatch(/It waits to be accepted\.$/);
  });

  it('is plain text on one line each, whatever names and fields are', () => {
    const hostile = 'a\u0000b\u202e\n<b>';
    const { narrative } = journeyOf([sourceOf(EVENTFUL, 5 * HOUR, { [hostile]: 1 })], new Map([[ANA, hostile]]));
    for (const paragraph of narrative) expect(paragraph).not.toMatch(/[\p{Cc}\u202e]/u);
  });
});
