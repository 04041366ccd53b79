import { describe, expect, it } from 'vitest';
import { endpointInputSchema, endpointPatchSchema } from '#domain/webhook/endpoint.ts';

const endpoint = { url: 'https://example.com/hook', eventTypes: ['clock.*'] };

function pathsOf(input: unknown): string[] {
  const result = endpointInputSchema().safeParse(input);
  return result.success ? [] : result.error.issues.map(({ path }) => path.join('.'));
}

describe('endpointInputSchema()', () => {
  it('enables an endpoint, and sends it the events themselves, unless it is told otherwise', () => {
    expect(endpointInputSchema().parse(endpoint)).toEqual({ ...endpoint, format: 'standard', enabled: true });
    expect(endpointInputSchema().parse({ ...endpoint, format: 'teams' }).format).toBe('teams');
    expect(endpointInputSchema().parse({ ...endpoint, enabled: false }).enabled).toBe(false);
  });

  it('refuses unknown fields, wrong types and sizes, all at once', () => {
    const wrong = { url: 1, description: 'a'.repeat(501), eventTypes: [], format: 'sms', enabled: 'yes', extra: 1 };
    expect(pathsOf({ ...wrong, filter: '', headers: { a: 1 }, rateLimit: 0, secret: 7 }).sort()).toEqual(
      [
        ...Object.keys(wrong).filter((name) => name !== 'extra'),
        'filter',
        'headers.a',
        'rateLimit',
        'secret',
        '',
      ].sort(),
    );
    expect(pathsOf({ ...endpoint, eventTypes: Array.from({ length: 51 }, () => '*') })).toEqual(['eventTypes']);
  });

  it.each([0, 1001, 1.5, '10', -1])('refuses the rate limit %j', (rateLimit) =>
    expect(pathsOf({ ...endpoint, rateLimit })).toEqual(['rateLimit']),
  );
});

describe('endpointPatchSchema()', () => {
  it('changes nothing that is not named, `enabled` included', () => {
    expect(endpointPatchSchema().parse({})).toEqual({});
    expect(endpointPatchSchema().parse({ description: 'pager' })).toEqual({ description: 'pager' });
  });

  it.each(['description', 'linkTemplate', 'filter', 'headers', 'rateLimit'])('takes %s away by null', (member) =>
    expect(endpointPatchSchema().parse({ [member]: null })).toEqual({ [member]: null }),
  );

  it.each(['url', 'eventTypes', 'format', 'enabled'])('cannot take %s away', (member) =>
    expect(endpointPatchSchema().safeParse({ [member]: null }).success).toBe(false),
  );

  it('does not replace the secret', () => expect(endpointPatchSchema().safeParse({ secret: 'x' }).success).toBe(false));
});
