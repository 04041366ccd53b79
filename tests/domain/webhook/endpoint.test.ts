import { describe, expect, it } from 'vitest';
import { EVENT_TYPES } from '#domain/event-types.ts';
import { endpointInputSchema, endpointPatchSchema, matchesEventType } from '#domain/webhook/endpoint.ts';

const endpoint = { url: 'https://example.com/hook', eventTypes: ['clock.*'] };

function pathsOf(input: unknown): string[] {
  const result = endpointInputSchema().safeParse(input);
  return result.success ? [] : result.error.issues.map(({ path }) => path.join('.'));
}

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

  it('lets * cover every type that exists', () => {
    expect(EVENT_TYPES.filter((type) => !matchesEventType(['*'], type))).toEqual([]);
  });
});

describe('endpointInputSchema()', () => {
  it('enables an endpoint, and sends it the events themselves, unless it is told otherwise', () => {
    expect(endpointInputSchema().parse(endpoint)).toEqual({ ...endpoint, format: 'standard', enabled: true });
    expect(endpointInputSchema().parse({ ...endpoint, format: 'teams' }).format).toBe('teams');
    expect(endpointInputSchema().parse({ ...endpoint, enabled: false }).enabled).toBe(false);
  });

  it.each(['clock.exploded', 'clok.*', '**', 'clock*', '', 'Clock.*', 'constructor', '__proto__.*'])(
    'refuses the pattern %j, which matches no type that exists',
    (pattern) => expect(pathsOf({ ...endpoint, eventTypes: ['*', pattern] })).toEqual(['eventTypes.1']),
  );

  it('refuses unknown fields, wrong types and sizes, all at once', () => {
    expect(
      pathsOf({ url: 'no', description: 'a'.repeat(501), eventTypes: [], format: 'sms', enabled: 'yes', extra: 1 }),
    ).toEqual(['url', 'description', 'eventTypes', 'format', 'enabled', '']);
    expect(pathsOf({ ...endpoint, eventTypes: Array.from({ length: 51 }, () => '*') })).toEqual(['eventTypes']);
  });
});

describe('endpointPatchSchema()', () => {
  it('changes nothing that is not named, `enabled` included', () => {
    expect(endpointPatchSchema().parse({})).toEqual({});
    expect(endpointPatchSchema().parse({ description: 'pager' })).toEqual({ description: 'pager' });
  });
});
