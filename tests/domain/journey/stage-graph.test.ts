import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type StageEdge, stageGraph } from '#domain/journey/stage-graph.ts';

const edges = (...pairs: string[]): StageEdge[] =>
  pairs.map((pair) => {
    const [from = '', to = ''] = pair.split('>');
    return { from, to };
  });
const layers = (of: readonly StageEdge[]) => stageGraph(of).stages.map(({ stage, layer }) => `${stage} ${layer}`);
const back = (of: readonly StageEdge[]) => {
  const graph = stageGraph(of);
  return of.filter(graph.isFeedback).map(({ from, to }) => `${from}>${to}`);
};

describe('the stages of a journey', () => {
  it('are in the order in which it goes, whatever the order of the contracts', () => {
    expect(layers(edges('b>c', 'a>b', 'c>d'))).toEqual(['a 0', 'b 1', 'c 2', 'd 3']);
  });

  it('come after all that lead to them, by the longest way', () => {
    expect(layers(edges('a>d', 'a>b', 'b>c', 'c>d'))).toEqual(['a 0', 'b 1', 'c 2', 'd 3']);
  });

  it('are told although what leads back closes a circle', () => {
    const circle = edges('a>b', 'b>c', 'c>b', 'b>b', 'c>a');
    expect(layers(circle)).toEqual(['a 0', 'b 1', 'c 2']);
    expect(back(circle)).toEqual(['c>b', 'b>b', 'c>a']);
  });

  it('begin with the first contract where everything is a circle', () => {
    expect(layers(edges('b>c', 'c>b'))).toEqual(['b 0', 'c 1']);
    expect(stageGraph([]).stages).toEqual([]);
  });
});

it('every edge leads on or is said to lead back, of any graph; and nothing leads back without a circle', () => {
  const names = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
  fc.assert(
    fc.property(fc.array(fc.record({ from: names, to: names }), { maxLength: 20 }), (all) => {
      const { stages, isFeedback } = stageGraph(all);
      const layer = new Map(stages.map((placed) => [placed.stage, placed.layer]));
      for (const edge of all) {
        if (!isFeedback(edge)) expect(layer.get(edge.to)).toBeGreaterThan(layer.get(edge.from) ?? Number.NaN);
        else expect(leadsTo(all, edge.to, edge.from)).toBe(true);
      }
    }),
  );
});

function leadsTo(all: readonly StageEdge[], from: string, to: string): boolean {
  const reached = new Set([from]);
  for (const stage of reached) for (const edge of all) if (edge.from === stage) reached.add(edge.to);
  return reached.has(to);
}
