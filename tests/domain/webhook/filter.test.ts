import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventExample } from '#api/event-examples/event-examples.ts';
import { EVENT_TYPES, type EventType } from '#domain/event-types.ts';
import { parseCondition } from '#domain/expression/compile-condition.ts';
import { checkFilter } from '#domain/webhook/check-filter.ts';
import { MAX_FILTER_LENGTH, passesFilter } from '#domain/webhook/filter.ts';

const passes = (source: string, event: unknown) => passesFilter(parseCondition(source), event);
const faultOf = (source: string, ...types: EventType[]) => checkFilter(source, types)[0];

/** Every member of a value that is no object or list, with the expression that names it. */
function leavesOf(value: unknown, path: string): { path: string; value: unknown }[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => leavesOf(item, `${path}[${index}]`));
  if (typeof value !== 'object' || value === null) return [{ path, value }];
  return Object.entries(value).flatMap(([name, member]) => leavesOf(member, `${path}.${name}`));
}

describe.each(EVENT_TYPES)('a filter over %s', (type) => {
  const example = eventExample(type);
  const leaves = leavesOf(example, 'event');

  it('may name every member that such events have, and finds its value', () => {
    for (const { path, value } of leaves) {
      const source = `${path} == ${JSON.stringify(value)}`;
      expect([source, checkFilter(source, [type])]).toEqual([source, []]);
      expect([source, passes(source, example)]).toEqual([source, true]);
      expect([source, passes(`!(${source})`, example)]).toEqual([source, false]);
    }
  });

  it('is refused where it names what no such event has', () => {
    expect(faultOf(`event.data.nonsense == 'a'`, type)).toMatchObject({ code: 'unknown_field' });
    expect(faultOf(`event.nonsense == 'a'`, type)).toMatchObject({ code: 'unknown_field' });
  });

  it('comes to the same as its parts, however they are joined', () => {
    const part = fc
      .constantFrom(...leaves)
      .chain(({ path, value }) =>
        fc.boolean().map((same) => ({ source: `${path} ${same ? '==' : '!='} ${JSON.stringify(value)}`, truth: same })),
      );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), fc.constantFrom('&&', '||'), (parts, operator) => {
        const source = parts.map((each) => each.source).join(` ${operator} `);
        expect(checkFilter(source, [type])).toEqual([]);
        const expected = operator === '&&' ? parts.every((each) => each.truth) : parts.some((each) => each.truth);
        expect(passes(source, example)).toBe(expected);
      }),
      { numRuns: 30 },
    );
  });
});

describe('a filter', () => {
  it('is let through if it fits one of the types', () => {
    const types = ['contract.retired', 'clock.breached', 'handoff.noted'] as const;
    expect(checkFilter("event.data.clock == 'accept'", types)).toEqual([]);
  });

  it('is told of the fault that lies furthest in it, which is of the type that was meant', () => {
    const fault = faultOf("event.data.clock == 'accept' && event.data.frction > 0.5", 'handoff.noted', 'clock.warned');
    expect(fault).toMatchObject({ pointer: '/filter', code: 'unknown_field', details: { line: 1, column: 44 } });
    expect(fault?.message).toMatch(/"frction".*\(in clock\.warned; it fits none of handoff\.noted, clock\.warned\)/);
  });

  it('names no more types than can be read', () => {
    const fault = checkFilter('event.data.nonsense', EVENT_TYPES)[0];
    expect(fault?.details?.['eventTypes']).toHaveLength(5);
    expect(fault?.message).toContain(`and ${EVENT_TYPES.length - 5} more`);
  });

  it.each([
    ['what is neither true nor false', "event.type + 'x'", 'expression_type'],
    ['another variable', 'packet.arr > 0', 'unknown_variable'],
    ['an unknown function', 'now() > 1', 'unknown_function'],
    ['the wrong type', 'event.type > 5', 'expression_type'],
    ['no expression', 'event.type ==', 'expression_syntax'],
    ['a pattern that runs away', "event.type.matches('(a+)+$')", 'expression_type'],
    ['more than it may hold', Array.from({ length: 250 }, () => '1').join('+'), 'expression_syntax'],
    ['deeper than it may', `${'('.repeat(480)}true${')'.repeat(480)}`, 'expression_syntax'],
  ])('is refused for %s, with its place', (_what, source, code) => {
    expect(faultOf(source, 'clock.breached')).toMatchObject({
      code,
      details: { line: expect.any(Number), column: expect.any(Number) },
    });
  });

  it('is read also where the patterns cover nothing, but judged by its form alone', () => {
    expect(checkFilter('event.data.nonsense', [])).toEqual([]);
    expect(checkFilter('event.', [])).toMatchObject([{ code: 'expression_syntax' }]);
  });

  it('does not pass what has not the member that it asks for', () => {
    expect(passes("event.data.clock == 'accept'", { type: 'handoff.noted', data: {} })).toBe(false);
    expect(passes("event.type == 'a' || event.data.clock == 'accept'", { type: 'a', data: {} })).toBe(true);
    expect(passes("has(event.data.clock) && event.data.clock == 'accept'", { data: { clock: 'accept' } })).toBe(true);
  });

  it.each([null, undefined, 1, 'text', [], {}, { type: null }, { data: [] }])(
    'does not pass %j, whatever it is',
    (event) => expect(passes("event.data.clock == 'accept'", event)).toBe(false),
  );

  it('that cannot be read any more passes nothing', () => expect(passes('event.', { type: 'a' })).toBe(false));

  it('answers for any text without failing, whatever the event', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: MAX_FILTER_LENGTH }), fc.jsonValue(), (source, event) => {
        expect(Array.isArray(checkFilter(source, ['clock.breached', 'handoff.completed']))).toBe(true);
        expect(typeof passes(source, event)).toBe('boolean');
      }),
    );
  });
});
