import { describe, expect, it } from 'vitest';
import { parseExpression } from '#domain/expression/parse.ts';
import { ExpressionError } from '#domain/expression/syntax.ts';

function mistakeIn(source: string): Pick<ExpressionError, 'message' | 'offset'> {
  try {
    parseExpression(source);
  } catch (error) {
    if (error instanceof ExpressionError) return { message: error.message, offset: error.offset };
    throw error;
  }
  throw new Error('it parses');
}

describe('a mistake with an equals sign', () => {
  it.each([
    ['a single one', 'packet.arr = 5', 11, '=='],
    ['one before <', 'packet.arr =< 5', 11, '<='],
    ['a second one, set apart', 'packet.arr = = 5', 11, '=='],
    ['a third one', 'packet.arr === 5', 13, 'equality is =='],
    ['a second one after !', 'packet.arr !== 5', 13, 'inequality is !='],
  ])('is told with what CEL has instead: %s', (_what, source, offset, hint) => {
    const mistake = mistakeIn(source);
    expect(mistake.offset).toBe(offset);
    expect(mistake.message).toContain(hint);
  });

  it('is not seen in other mistakes, nor in text', () => {
    expect(mistakeIn('packet.arr > @').message).not.toContain('==');
    expect(() => parseExpression("packet.name == 'a = b'")).not.toThrow();
  });
});
