import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { BoundedMap } from '#domain/bounded-map.ts';
import { holds } from '#tests/support/property.ts';

/** A map of `capacity` with the keys `a`, `b`, … put in one after the other. */
function filled(capacity: number, ...keys: string[]): BoundedMap<{ of: string }> {
  const map = new BoundedMap<{ of: string }>(capacity);
  for (const key of keys) map.set(key, { of: key });
  return map;
}

function present(map: BoundedMap<object>, ...keys: string[]): string[] {
  return keys.filter((key) => map.get(key) !== undefined);
}

test('a bounded map drops the oldest entry when there is no room, and nothing before', () => {
  expect(present(filled(3, 'a', 'b', 'c'), 'a', 'b', 'c')).toEqual(['a', 'b', 'c']);
  expect(present(filled(3, 'a', 'b', 'c', 'd'), 'a', 'b', 'c', 'd')).toEqual(['b', 'c', 'd']);
});

test('a bounded map spares what was read since', () => {
  const map = filled(2, 'a', 'b');
  expect(map.get('a')).toEqual({ of: 'a' });
  map.set('c', { of: 'c' });
  expect(present(map, 'a', 'b', 'c')).toEqual(['a', 'c']);
});

test('a bounded map makes no room for what it only replaces, and spares it', () => {
  const map = filled(2, 'a', 'b');
  map.set('a', { of: 'anew' });
  expect(present(map, 'a', 'b')).toEqual(['a', 'b']);
  map.set('a', { of: 'anew' });
  map.set('c', { of: 'c' });
  expect(present(map, 'a', 'b', 'c')).toEqual(['a', 'c']);
  expect(map.get('a')).toEqual({ of: 'anew' });
});

test('a bounded map has room where something was deleted', () => {
  const map = filled(2, 'a', 'b');
  map.delete('a');
  map.delete('never there');
  map.set('c', { of: 'c' });
  expect(present(map, 'a', 'b', 'c')).toEqual(['b', 'c']);
});

/** What a bounded map promises, in a form that is plain to see: a list of entries, the latest used first. */
class Model {
  entries: { readonly key: string; readonly at: number }[] = [];
  readonly capacity: number;
  constructor(capacity: number) {
    this.capacity = capacity;
  }
  after(kind: string, key: string, now: number): void {
    const at = kind === 'set' ? now : kind === 'get' ? this.at(key) : undefined;
    const others = this.entries.filter((entry) => entry.key !== key);
    this.entries = (at === undefined ? others : [{ key, at }, ...others]).slice(0, this.capacity);
  }
  at(key: string): number | undefined {
    return this.entries.find((entry) => entry.key === key)?.at;
  }
}

const KEYS = ['a', 'b', 'c', 'd', 'e', '__proto__'];
const anyStep = fc.record({ kind: fc.constantFrom('get', 'set', 'delete'), key: fc.constantFrom(...KEYS) });

const anyUse = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.array(anyStep, { maxLength: 50 }));

test('a bounded map answers as a list of the latest used entries does, whatever is asked of it', () => {
  holds(anyUse, 500, ([capacity, steps]) => {
    const map = new BoundedMap<{ at: number }>(capacity);
    const model = new Model(capacity);
    for (const [at, { kind, key }] of steps.entries()) {
      if (kind === 'set') map.set(key, { at });
      if (kind === 'delete') map.delete(key);
      if (kind === 'get') expect(map.get(key)?.at).toBe(model.at(key));
      model.after(kind, key, at);
    }
    expect(KEYS.map((key) => map.get(key)?.at)).toEqual(KEYS.map((key) => model.at(key)));
  });
});
