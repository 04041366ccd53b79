import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Inheritance } from '#domain/contract/inheritance.ts';
import { beginFilling, fillFrom, isSource, type PacketSource } from '#domain/journey/inherit.ts';
import { escapeToken, type JsonObject, valueAt } from '#domain/packet/json.ts';

const SOURCE: PacketSource = {
  handoffId: 'hnd_1',
  packetRevision: 2,
  contractId: 'ctr_1',
  from: 'closed_won',
  to: 'onboarding',
};
const fill = (packet: JsonObject, inherit: readonly Inheritance[], earlier: unknown) =>
  fillFrom(SOURCE, earlier, beginFilling(packet, inherit));

describe('a packet', () => {
  it('is given what its sender has left out, marked with where it comes from', () => {
    const { packet, inherited, open } = fill({ arr: 1 }, [{ field: '/goals' }], { goals: 'Live', arr: 2 });
    expect(packet).toEqual({ arr: 1, goals: 'Live' });
    expect(inherited).toEqual([{ field: '/goals', handoffId: 'hnd_1', packetRevision: 2 }]);
    expect(open).toEqual([]);
  });

  it.each([['a text'], [''], [null], [[]], [{}], [0], [false]])('keeps what was sent: %j', (sent) => {
    const { packet, inherited } = fill({ goals: sent }, [{ field: '/goals' }], { goals: 'Live' });
    expect(packet).toEqual({ goals: sent });
    expect(inherited).toEqual([]);
  });

  it('is not given what an earlier packet does not have, or has as null', () => {
    for (const earlier of [{}, { goals: null }, null, [], 'goals']) {
      expect(fill({}, [{ field: '/goals' }], earlier)).toMatchObject({ packet: {}, open: [{ field: '/goals' }] });
    }
  });

  it('is given fields that lie deeper, with the objects around them, and never into what was sent as something else', () => {
    const inherit = [{ field: '/terms/arr' }];
    expect(fill({}, inherit, { terms: { arr: 5 } }).packet).toEqual({ terms: { arr: 5 } });
    expect(fill({ terms: { currency: 'EUR' } }, inherit, { terms: { arr: 5 } }).packet).toEqual({
      terms: { currency: 'EUR', arr: 5 },
    });
    for (const terms of [null, [], 'none', 7]) {
      expect(fill({ terms }, inherit, { terms: { arr: 5 } }).packet).toEqual({ terms });
    }
  });

  it('is given a field of another name, and says which it was', () => {
    const { packet, inherited } = fill({}, [{ field: '/terms', from: { field: '/sold/0' } }], { sold: [{ arr: 1 }] });
    expect(packet).toEqual({ terms: { arr: 1 } });
    expect(inherited).toEqual([{ field: '/terms', handoffId: 'hnd_1', packetRevision: 2, sourceField: '/sold/0' }]);
  });

  it('takes names such as __proto__ for names', () => {
    const { packet } = fill({}, [{ field: '/__proto__/polluted' }], JSON.parse('{"__proto__":{"polluted":true}}'));
    expect(Object.getPrototypeOf(packet)).toBe(Object.prototype);
    expect(Object.keys(packet)).toEqual(['__proto__']);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});

describe('an earlier packet counts', () => {
  it.each([
    [undefined, true],
    [{ contractId: 'ctr_1' }, true],
    [{ contractId: 'ctr_2' }, false],
    [{ stage: { from: 'closed_won' } }, true],
    [{ stage: { to: 'onboarding' } }, true],
    [{ stage: { from: 'closed_won', to: 'adoption' } }, false],
    [{ contractId: 'ctr_1', stage: { from: 'onboarding' } }, false],
  ] as const)('by its contract and stages: %j', (from, counts) => {
    const inherit = [from === undefined ? { field: '/goals' } : { field: '/goals', from }];
    expect(isSource(SOURCE, beginFilling({}, inherit))).toBe(counts);
    expect(fill({}, inherit, { goals: 'Live' }).inherited).toHaveLength(counts ? 1 : 0);
  });
});

const NAMES = fc.constantFrom('a', 'b', 'a/b', '~', '', '__proto__', 'constructor');
const packets = fc.dictionary(NAMES, fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.dictionary(NAMES, fc.jsonValue())));

it('whatever is carried over, all that was sent is still there, and every mark leads to the value', () => {
  fc.assert(
    fc.property(packets, packets, fc.uniqueArray(NAMES), (sent, earlier, names) => {
      const inherit = names.map((name) => ({ field: `/${escapeToken(name)}` }));
      const { packet, inherited, open } = fill(sent, inherit, earlier);
      for (const [name, value] of Object.entries(sent)) expect(valueAt(packet, `/${escapeToken(name)}`)).toEqual(value);
      for (const { field } of inherited) expect(valueAt(packet, field)).toEqual(valueAt(earlier, field));
      expect(Object.keys(packet)).toHaveLength(Object.keys(sent).length + inherited.length);
      for (const { field } of open) expect(valueAt(earlier, field) ?? null).toBeNull();
    }),
  );
});
