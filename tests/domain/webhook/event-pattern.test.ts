import { describe, expect, it } from 'vitest';
import { EVENT_TYPES } from '#domain/event-types.ts';
import { eventTypesOf, matchesEventType, unknownPattern } from '#domain/webhook/event-pattern.ts';

describe('matchesEventType', () => {
  it.each([
    [['*'], 'clock.breached', true],
    [['clock.*'], 'clock.breached', true],
    [['clock.breached'], 'clock.breached', true],
    [['handoff.accepted', 'clock.*'], 'clock.met', true],
    [['clock.breached'], 'clock.breached_again', false],
    [['clock.*'], 'clock', false],
    [['clock.*'], 'clockwork.started', false],
    [['clock*'], 'clock.breached', false],
    [['*.breached'], 'clock.breached', false],
    [['.*'], 'clock.breached', false],
    [[], 'clock.breached', false],
  ])('%j covers %s: %s', (patterns, type, expected) => expect(matchesEventType(patterns, type)).toBe(expected));
});

describe('eventTypesOf', () => {
  it('gives every type that exists for *', () => expect(eventTypesOf(['*'])).toEqual(EVENT_TYPES));

  it('gives each type once, whatever patterns cover it', () => {
    expect(eventTypesOf(['contract.retired', 'contract.*', 'contract.published'])).toEqual([
      'contract.published',
      'contract.retired',
    ]);
  });

  it.each(['clock.exploded', 'clok.*', '**', 'clock*', '', 'Clock.*', 'constructor', '__proto__.*'])(
    'gives none for %j, which matches no type that exists',
    (pattern) => expect(eventTypesOf([pattern])).toEqual([]),
  );
});

it.each([
  ['clock.breach', 'did you mean clock.breached?'],
  ['clok.*', 'did you mean clock.*?'],
  ['invoices.are.paid', 'or *'],
])('what there is to tell of %s leads to the list and ends with: %s', (pattern, end) => {
  expect(unknownPattern(pattern)).toContain('GET /v1/event-types');
  expect(unknownPattern(pattern).endsWith(end)).toBe(true);
});
