import { describe, expect, it } from 'vitest';
import { funnelOf } from '#domain/journey/funnel.ts';
import { journeyMap } from '#domain/journey/map.ts';
import {
  attainmentWords,
  belowTargetWords,
  edgeSentence,
  lostWords,
  standingOf,
  volumeWords,
} from '#domain/journey/map-words.ts';
import { mermaidOf } from '#domain/journey/mermaid.ts';
import { figures, mapped } from './maps.ts';

const CONTRACTS = [
  mapped('two', 'onboarding', 'adoption', { from: { stage: 'onboarding', team: 'implementation' } }),
  mapped('one', 'won', 'onboarding', {
    to: { stage: 'onboarding', team: 'implementation' },
    customerRisk: 'Lost goals',
  }),
  mapped('back', 'adoption', 'onboarding'),
];

describe('the journey map', () => {
  it('has stages in the order of the journey with their teams, and contracts with what happened under them', () => {
    const one = figures({
      submitted: 10,
      completed: 6,
      cancelled: 2,
      met: 8,
      breached: 2,
      excused: 1,
      lostSeconds: 600,
    });
    const map = journeyMap(CONTRACTS, new Map([['one', one]]));
    expect(map.stages).toEqual([
      { stage: 'won', layer: 0, teams: [] },
      { stage: 'onboarding', layer: 1, teams: ['implementation'] },
      { stage: 'adoption', layer: 2, teams: [] },
    ]);
    expect(map.contracts.map(({ contractId, feedback }) => [contractId, feedback])).toEqual([
      ['two', false],
      ['one', false],
      ['back', true],
    ]);
    expect(map.contracts[1]).toMatchObject({
      customerRisk: 'Lost goals',
      figures: {
        submitted: 10,
        completed: 6,
        droppedOff: 2,
        attainment: { raw: 0.8, excused: 8 / 9 },
        dropOffRate: 0.25,
        lostSeconds: 600,
        lostSecondsPerHandoff: 60,
      },
    });
  });

  it('says null, and no number, of shares of nothing', () => {
    const { figures: none } = journeyMap(CONTRACTS, new Map()).contracts[0] ?? {};
    expect(none).toMatchObject({
      submitted: 0,
      attainment: { raw: null, excused: null },
      rejectionRate: null,
      lostSecondsPerHandoff: null,
    });
  });
});

describe('the words for a contract', () => {
  const wordsFor = (of: Parameters<typeof figures>[0]) => {
    const [edge] = journeyMap([mapped('one', 'won', 'onboarding')], new Map([['one', figures(of)]])).contracts;
    if (edge === undefined) throw new Error('there is no contract');
    return edge;
  };

  it.each([
    [{ met: 9, breached: 1 }, 'on track', '90 % on time'],
    [{ met: 899, breached: 101 }, 'at risk', '89 % on time'],
    [{ met: 3, breached: 1 }, 'at risk', '75 % on time'],
    [{ met: 29, breached: 71 }, 'late', '29 % on time'],
    [{ met: 999, breached: 1 }, 'on track', '99 % on time'],
    [{ met: 1, breached: 1, excused: 1 }, 'on track', '100 % on time'],
    [{}, 'no data', 'no clock has run'],
  ])('say how it stands: %j', (of, standing, words) => {
    const edge = wordsFor(of);
    expect([standingOf(edge.figures), attainmentWords(edge.figures)]).toEqual([standing, words]);
  });

  it.each([
    [{ met: 8, breached: 2, also: { met: 900, breached: 0 } }, 'at risk', 'below target: accept', ['accept']],
    [{ met: 8, breached: 1, also: { met: 900, breached: 0 } }, 'on track', '', []],
    [{ met: 9, breached: 1, also: { met: 900, breached: 0 } }, 'on track', '', []],
    [
      { met: 0, breached: 20, also: { met: 0, breached: 20 } },
      'late',
      'below target: accept, other',
      ['accept', 'other'],
    ],
    [{ met: 0, breached: 20, excused: 20 }, 'at risk', 'below target: accept', ['accept']],
  ])(
    'name the clocks that a review calls below target, which others must not hide: %j',
    (of, standing, words, names) => {
      const { figures: own } = wordsFor(of);
      expect([standingOf(own), belowTargetWords(own), own.belowTarget]).toEqual([standing, words, names]);
      expect(mermaidOf(journeyMap([mapped('one', 'won', 'onboarding')], new Map([['one', figures(of)]])))).toContain(
        words.replaceAll(':', '#58;'),
      );
    },
  );

  it.each([
    [{ submitted: 1, lostSeconds: 93_784 }, '1 handoff', '1 d 2 h lost each'],
    [{ submitted: 2, lostSeconds: 7_200 }, '2 handoffs', '1 h lost each'],
    [{ submitted: 3, lostSeconds: 1 }, '3 handoffs', 'less than 1 s lost each'],
    [{ submitted: 0, lostSeconds: 61 }, '0 handoffs', '1 min 1 s lost'],
    [{ submitted: 4 }, '4 handoffs', 'no time lost'],
  ])('say how many there were, and what was lost: %j', (of, volume, lost) => {
    const edge = wordsFor(of);
    expect([volumeWords(edge.figures), lostWords(edge.figures)]).toEqual([volume, lost]);
  });

  it('are one sentence for those who do not see it', () => {
    expect(edgeSentence({ ...wordsFor({ submitted: 4, met: 1 }), customerRisk: 'Goals get lost.' })).toBe(
      'one, from won to onboarding: 4 handoffs, 100 % on time, no time lost. Risk: Goals get lost.',
    );
  });
});

describe('the funnel', () => {
  it('counts for each stage what left it and what reached it', () => {
    const { stages, steps } = funnelOf([
      { from: 'onboarding', to: 'adoption', figures: figures({ submitted: 5, completed: 6 }) },
      {
        from: 'won',
        to: 'onboarding',
        figures: figures({ submitted: 10, completed: 6, disqualified: 1, cancelled: 1 }),
      },
      { from: 'won', to: 'adoption', figures: undefined },
    ]);
    expect(stages.map(({ stage }) => stage)).toEqual(['won', 'onboarding', 'adoption']);
    expect(stages[0]).toEqual({
      stage: 'won',
      layer: 0,
      reached: 0,
      entered: 10,
      arrived: 6,
      disqualified: 1,
      cancelled: 1,
      droppedOff: 2,
      inProgress: 2,
      conversion: 0.75,
    });
    expect(stages[1]).toMatchObject({ reached: 6, entered: 5, inProgress: -1, conversion: 1 });
    expect(stages[2]).toMatchObject({ reached: 6, entered: 0, conversion: null });
    expect(steps.map(({ from, to }) => `${from}>${to}`)).toEqual([
      'won>onboarding',
      'won>adoption',
      'onboarding>adoption',
    ]);
  });

  it('of nothing is nothing', () => {
    expect(funnelOf([])).toEqual({ stages: [], steps: [] });
  });
});
