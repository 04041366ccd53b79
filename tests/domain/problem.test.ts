import { describe, expect, it } from 'vitest';
import { invalid, summaryOf } from '#domain/problem.ts';

const cause = (message: string, pointer = '/by') => ({ pointer, code: 'any', message });

describe('the summary of causes', () => {
  it.each([
    ['goes on from the place', [cause('must be a string')], '/by must be a string.'],
    [
      'names the body where there is no narrower place',
      [cause('must be an object', '')],
      'The body must be an object.',
    ],
    [
      'is a sentence of its own where the cause is one',
      [cause('There is no owner own_1.')],
      'There is no owner own_1.',
    ],
    ['sets other words apart from the place', [cause('line 1: there is no "a"')], '/by: line 1: there is no "a".'],
    [
      'counts the others',
      [cause('is not known here'), cause('b'), cause('c')],
      '/by is not known here; and 2 more, see errors.',
    ],
    ['says something where there is nothing to say', [], 'The request cannot be carried out as it is.'],
  ])('%s', (_what, causes, summary) => {
    expect(summaryOf(causes)).toBe(summary);
    expect(invalid(...causes)).toMatchObject({ code: 'validation_failed', message: summary, violations: causes });
  });
});
