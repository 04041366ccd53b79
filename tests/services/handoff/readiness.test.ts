import { expect, test } from 'vitest';
import { compileCriteria } from '#domain/contract/compile.ts';
import { unmetCriteria } from '#services/handoff/readiness.ts';

const SCHEMA = { type: 'object' };

function pointerFor(expression: string, member: 'packet' | 'outcome'): string | undefined {
  const criteria = [{ id: 'it', description: 'It holds', expression }];
  const compiled = compileCriteria(criteria, SCHEMA, member === 'packet' ? 'entry' : 'exit');
  return unmetCriteria(criteria, compiled, [{ id: 'it', met: false }], member)[0]?.pointer;
}

test.each([
  ['packet.arr > 0', '/packet/arr'],
  ['has(packet.arr) && packet.arr > 0', '/packet/arr'],
  ['packet.owner["e/mail"] != ""', '/packet/owner/e~1mail'],
  ['packet.people.exists(each, each.name != "")', '/packet/people'],
  ['packet.arr > 0 && packet.goals != ""', '/packet'],
  ['packet.arr > 0 || subject.id == "acme"', '/packet'],
  ['subject.id == "acme"', '/packet'],
  ['size(packet) > 0', '/packet'],
  ['packet.arr >', '/packet'],
])('an unmet criterion is told at the one field that it reads, else at the packet: %s', (expression, pointer) => {
  expect(pointerFor(expression, 'packet')).toBe(pointer);
});

test.each([
  ['outcome.kickoffHeldAt != ""', '/outcome/kickoffHeldAt'],
  ['packet.arr > 0', '/outcome'],
])('an unmet exit criterion is told at the outcome, which is what is sent: %s', (expression, pointer) => {
  expect(pointerFor(expression, 'outcome')).toBe(pointer);
});
