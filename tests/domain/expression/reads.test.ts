import { describe, expect, it } from 'vitest';
import { parseExpression } from '#domain/expression/parse.ts';
import { fieldsRead } from '#domain/expression/reads.ts';

function read(source: string): readonly string[] {
  return fieldsRead(parseExpression(source), 'packet');
}

describe('the fields that an expression reads', () => {
  it.each([
    ['a comparison', 'packet.arr > 0', ['/arr']],
    ['a nested field', 'packet.owner.email != ""', ['/owner/email']],
    ['has', 'has(packet.owner.email)', ['/owner/email']],
    ['both sides of a condition', 'packet.arr > packet.floor && !packet.frozen', ['/arr', '/floor', '/frozen']],
    ['all ways of a choice', 'packet.a ? packet.b : packet.c', ['/a', '/b', '/c']],
    ['arguments and receivers of functions', 'packet.name.contains(packet.part)', ['/name', '/part']],
    ['lists and maps', '[packet.a, {"k": packet.b}] == packet.c', ['/a', '/b', '/c']],
    ['a comprehension', 'packet.deals.exists(deal, deal.value > packet.arr)', ['/deals', '/arr']],
    ['an element, as the list that it is of', 'packet.deals[0].value > packet.arr', ['/deals', '/arr']],
    ['a member by its quoted name', 'packet["next-step"] == packet.owner["a/b~c"]', ['/next-step', '/owner/a~1b~0c']],
  ])('are all that it spells out: %s', (_what, source, fields) => {
    expect(read(source)).toEqual(fields);
  });

  it('are each told once', () => {
    expect(read('packet.arr > 0 && packet.arr < 10')).toEqual(['/arr']);
  });

  it('are those of that variable alone', () => {
    expect(read('subject.type == "account" && handoff.attempt > 1 && true')).toEqual([]);
  });

  it('are not those of an element that goes by the same name', () => {
    expect(read('packet.deals.exists(packet, packet.won)')).toEqual(['/deals']);
  });

  it('are the whole of it where it is looked at as a whole, or by a name that is only known later', () => {
    expect(read('size(packet) > 2')).toEqual(['']);
    expect(read('packet[subject.type] == 1')).toEqual(['']);
  });
});
