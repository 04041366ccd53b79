import { describe, expect, it } from 'vitest';
import { withoutFaults } from '#cli/contracts/without-faults.ts';

const at = (pointer: string, code = 'invalid') => ({ pointer, code });
const CONTRACT = {
  from: { stage: 'a', team: 7 },
  colour: 'red',
  clocks: [{ name: 'accept', start: 'submitted', target: 'P1D', targets: { urgent: 'P1D' }, warnAt: [2] }],
  entryCriteria: [{ id: 'it' }],
};

describe('what is wrong in form', () => {
  it('is taken out where nothing else is judged by it, and the rest is left as it was', () => {
    const faults = [
      at('/from/team'),
      at('/colour', 'unknown_field'),
      at('/clocks/0/target'),
      at('/clocks/0/targets/urgent'),
      at('/clocks/0/warnAt/0'),
      at('/entryCriteria/0/expression', 'required'),
    ];
    const before = structuredClone(CONTRACT);
    expect(withoutFaults(CONTRACT, faults)).toEqual({
      from: { stage: 'a' },
      clocks: [{ name: 'accept', start: 'submitted', target: 'PT1H' }],
      entryCriteria: [{ id: 'it', expression: 'true' }],
    });
    expect(CONTRACT).toEqual(before);
  });

  it.each(['/clocks/0/name', '/clocks/0/start', '/clocks', '/packet/schema', '/nowhere/0/target', ''])(
    'leaves nothing to judge at %j',
    (pointer) => {
      expect(withoutFaults(CONTRACT, [at('/clocks/0/target'), at(pointer)])).toBeUndefined();
    },
  );
});
