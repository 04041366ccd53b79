import { describe, expect, it } from 'vitest';
import { compileCriteria } from '#domain/contract/compile.ts';
import { evaluateCriteria } from '#domain/contract/criteria.ts';
import { parseExpression } from '#domain/expression/parse.ts';

const TOO_MANY_STEPS = 'needs too many steps: compare less, or shorter lists and texts';
const schema = { type: 'object' };
const packet = {
  list: Array.from({ length: 10_000 }, (_, index) => index),
  long: 'ab'.repeat(60_000),
  same: 'a'.repeat(60_000),
  nearly: `${'a'.repeat(30_000)}b`,
  deep: JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`),
};

function errorOf(expression: string): string | undefined {
  const compiled = compileCriteria([{ id: 'c', expression }], schema, 'entry');
  const [result] = evaluateCriteria(compiled, { packet, subject: {}, handoff: {} });
  return result?.met === false ? result.error : undefined;
}

/** `a`, `b`, … each a list of several of the one before: the last would have more elements than atoms to hold them. */
function doubling(start: string): string {
  const levels = Array.from(
    { length: 9 },
    (_, index) => `.map(x${index}, [x${index},x${index},x${index},x${index},x${index},x${index}])`,
  );
  return `${start}${levels.join('')}`;
}

describe('evaluation cannot run away', () => {
  it.each([
    ['over nested lists', 'packet.list.all(a, packet.list.all(b, packet.list.all(c, true)))'],
    ['over nested transformations', 'size(packet.list.map(a, packet.list.map(b, a + b))) > 0'],
    ['over membership inside a list', 'packet.list.all(a, a in packet.list)'],
    ['over comparing long lists', 'packet.list.all(a, packet.list == packet.list.filter(b, true))'],
    ['over growing lists', 'size(packet.list.map(a, packet.list + packet.list)) > 0'],
    ['over long texts', 'packet.list.all(a, packet.long == packet.long)'],
    ['over growing texts', 'packet.list.all(a, size(packet.long + packet.long) > 0)'],
    ['over searching long texts', 'packet.list.all(a, !packet.same.contains(packet.nearly))'],
    ['over one long search', 'packet.same.contains(packet.nearly)'],
    ['over matching long texts', "packet.list.all(a, packet.long.matches('^(?:ab)*$'))"],
    [
      'over what grows at each step and is compared with its like',
      `${doubling('[1]')} == ${doubling('[1]').replaceAll('x', 'y')} && packet.list.all(a, packet.list.all(b, true))`,
    ],
  ])('%s', (_what, expression) => {
    expect(expression.length).toBeLessThanOrEqual(1000);
    expect(errorOf(expression)).toBe(TOO_MANY_STEPS);
  });

  it('and no operator makes a spent budget count as an answer', () => {
    const endless = 'packet.list.all(a, packet.list.all(b, true))';
    for (const expression of [`${endless} || true`, `!(${endless}) || true`, `[1].exists(x, ${endless}) || true`]) {
      expect(errorOf(expression)).toBe(TOO_MANY_STEPS);
    }
  });

  it('and a text cannot grow without bound', () => {
    expect(errorOf('size(packet.long + packet.long + packet.long + packet.long) > 0')).toBe(
      'builds a text that is too long',
    );
  });

  it('and values nested beyond the stack are compared to a depth', () => {
    expect(errorOf('packet.deep == packet.deep.map(x, x)')).toBe('the values are nested too deeply to compare');
  });

  it('while an honest look at every element of a long list is well within it', () => {
    expect(errorOf('packet.list.filter(n, n >= 5000).size() == 5000')).toBeUndefined();
  });
});

describe('an expression is bounded in', () => {
  it.each([
    ['nesting', `${'('.repeat(40)}true${')'.repeat(40)}`],
    ['parts', Array.from({ length: 300 }, () => '1').join('+')],
    ['elements of a list', `[${Array.from({ length: 101 }, () => '1').join()}]`],
    ['fields in a row', `packet${'.a'.repeat(40)}`],
    ['negations in a row', `${'!'.repeat(900)}true`],
  ])('%s', (_what, expression) => {
    expect(() => parseExpression(expression)).toThrow(/Exceeded/);
  });
});
