import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { journeyMap, type MappedContract } from '#domain/journey/map.ts';
import { mermaidOf } from '#domain/journey/mermaid.ts';
import { layOut } from '#domain/journey/picture/layout.ts';
import { spread } from '#domain/journey/picture/spread.ts';
import { svgOf } from '#domain/journey/picture/svg.ts';
import { figures, HOSTILE_NAMES, mapped } from './maps.ts';

const mapOf = (contracts: readonly MappedContract[]) => journeyMap(contracts, new Map());
const CAPTION = '2026-11-01 to 2026-11-30, Europe/Berlin';

/** A hundred contracts over some stages, with circles, long ways, and several between the same two. */
const HUNDRED = Array.from({ length: 100 }, (_, index) =>
  mapped(`Contract ${index}`, `s${(index * 7) % 23}`, `s${(index * 7 + (index % 9)) % 23}`),
);

const name = fc.oneof(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), fc.constantFrom(...HOSTILE_NAMES));
const stage = fc.integer({ min: 0, max: 8 }).map((index) => `s${index}`);
const contracts = fc.array(
  fc
    .record({ called: name, from: stage, to: stage, team: name, risk: name })
    .map(({ called, from, to, team, risk }) => ({
      ...mapped(called, from, to, { from: { stage: from, team }, customerRisk: risk }),
    })),
  { maxLength: 25 },
);

/** What every line of the flowchart has to be. */
const LABEL = String.raw`"(?:[\p{L}\p{N} ,-]|#\d+;|<br\/>| · |%|…)*"`;
const LINE = new RegExp(
  String.raw`^(?:flowchart TD|  accTitle: Journey map|  none${'\\['}"No contract is published yet"\]|  s\d+\[${LABEL}\]|  s\d+ (?:-->|-\.->)\|${LABEL}\| s\d+|)$`,
  'u',
);

describe('the flowchart', () => {
  it('has a node for each stage and an arrow for each contract', () => {
    const one = figures({ submitted: 2, met: 1, breached: 1, lostSeconds: 7200 });
    const map = journeyMap(
      [mapped('Won to onboarding', 'won', 'onboarding'), mapped('Back', 'onboarding', 'won')],
      new Map([['Won to onboarding', one]]),
    );
    expect(mermaidOf(map).split('\n')).toEqual([
      'flowchart TD',
      '  accTitle: Journey map',
      '  s0["won"]',
      '  s1["onboarding"]',
      '  s0 -->|"Won to onboarding<br/>late · 50 % on time · 2 handoffs · 1 h lost each"| s1',
      '  s1 -.->|"Back<br/>no data · no clock has run · 0 handoffs · no time lost"| s0',
      '',
    ]);
    expect(mermaidOf(mapOf([]))).toContain('No contract is published yet');
  });

  it('is the same nodes and arrows whatever contracts and teams are called', () => {
    fc.assert(
      fc.property(contracts, (some) => {
        for (const line of mermaidOf(mapOf(some)).split('\n')) expect(line).toMatch(LINE);
      }),
    );
  });
});

/** Takes elements, attributes and entities of well-formed XML away; what is left is what is wrong. */
function faultsOf(svg: string): string[] {
  const stack: string[] = [];
  const faults: string[] = [];
  const rest = svg
    .replace(/<style>[^<&]*<\/style>/, '')
    .replaceAll(/<(\/?)([a-z]+)((?: [a-zA-Z:-]+="[^"<&]*")*)(\/?)>/g, (_all, end, element, _attributes, empty) => {
      if (end === '/') {
        if (stack.pop() !== element) faults.push(`${element} ends where it did not begin`);
      } else if (empty !== '/') stack.push(String(element));
      return '';
    })
    .replaceAll(/&(?:amp|lt|gt|quot|#39);/g, '');
  if (stack.length > 0) faults.push(`open: ${stack.join(' ')}`);
  const left = /[<>&\p{Cs}\ufffe\uffff]|(?!\n)\p{Cc}/u.exec(rest);
  return left === null ? faults : [...faults, `left over: ${JSON.stringify(rest.slice(left.index, left.index + 60))}`];
}

describe('the picture', () => {
  it('is well-formed XML without scripts or references, whatever contracts, teams and risks are called', () => {
    fc.assert(
      fc.property(contracts, name, (some, caption) => {
        const svg = svgOf(mapOf(some), caption);
        expect(faultsOf(svg)).toEqual([]);
        expect(svg).not.toMatch(/<script|<foreignObject|<image|<use|href=|url\(|@import|\son[a-z]+="/i);
      }),
      { numRuns: 60 },
    );
  });

  it('tells in words what it shows', () => {
    const one = figures({ submitted: 2, met: 1, breached: 1 });
    const svg = svgOf(journeyMap([mapped('Won', 'won', 'onboarding')], new Map([['Won', one]])), CAPTION);
    const [, text] = /<desc id="baton-map-text">([^<]*)</.exec(svg) ?? [];
    expect(text).toBe(
      `${CAPTION}. Stages in the order of the journey: won, onboarding. Won, from won to onboarding: 2 handoffs, 50 % on time, no time lost.`,
    );
    expect(svg).toContain('role="img" aria-labelledby="baton-map-title baton-map-text"');
    expect(svgOf(mapOf([]), CAPTION)).toContain('No contract is published yet.');
  });

  it.each([
    ['on track', { met: 1 }, '<circle class="good"'],
    ['at risk', { met: 8, breached: 2 }, '<path class="warn"'],
    ['late', { breached: 1 }, '<rect class="bad"'],
    ['without data', {}, '<circle class="hollow"'],
  ])('has another shape, and not only another colour, for what is %s', (_standing, of, shape) => {
    const [card] = svgOf(journeyMap([mapped('One', 'won', 'won2')], new Map([['One', figures(of)]])), CAPTION)
      .split('class="name"')
      .slice(1);
    expect(card?.indexOf(shape)).toBeGreaterThan(-1);
    expect(card?.indexOf(shape)).toBeLessThan(card?.indexOf('</g>') ?? 0);
  });

  it('puts nothing on top of anything else, and nothing beside the page', () => {
    for (const some of [
      HUNDRED,
      HUNDRED.slice(0, 1),
      HUNDRED.map((each) => ({ ...each, body: { ...each.body, from: { stage: 'a' }, to: { stage: 'b' } } })),
    ]) {
      const { stages, bundles, width, height } = layOut(mapOf(some));
      const boxes = [...stages, ...bundles].map(({ box }) => box);
      expect(bundles.reduce((sum, { bundle }) => sum + bundle.contracts.length, 0)).toBe(some.length);
      for (const [index, a] of boxes.entries()) {
        expect(a.x - a.width / 2).toBeGreaterThanOrEqual(0);
        expect(a.x + a.width / 2).toBeLessThanOrEqual(width);
        expect(a.y + a.height).toBeLessThanOrEqual(height);
        for (const b of boxes.slice(index + 1)) {
          const beside = Math.abs(a.x - b.x) >= (a.width + b.width) / 2 - 0.01;
          const apart = a.y + a.height <= b.y || b.y + b.height <= a.y;
          expect(beside || apart).toBe(true);
        }
      }
    }
  });
});

it('boxes of a row keep their order and distance, and are where they want to be where that is possible', () => {
  const row = fc.array(fc.record({ at: fc.integer({ min: -500, max: 500 }), width: fc.integer({ min: 1, max: 90 }) }));
  fc.assert(
    fc.property(row, (wishes) => {
      const middles = spread(wishes, 10);
      for (const [index, wish] of wishes.entries()) {
        const before = wishes[index - 1];
        if (before === undefined) continue;
        const least = (before.width + wish.width) / 2 + 10;
        expect((middles[index] ?? 0) - (middles[index - 1] ?? 0)).toBeGreaterThanOrEqual(least - 1e-6);
      }
    }),
  );
  expect(
    spread(
      [
        { at: 0, width: 10 },
        { at: 100, width: 10 },
      ],
      5,
    ),
  ).toEqual([0, 100]);
});
