import { describe, expect, test } from 'vitest';
import { firstMonthOf, monthsOf, readOptions } from '../../../scripts/demo-data/options.ts';

describe('the options of demo:data', () => {
  test('are half a year of 5,000 handoffs, in a stack of its own, unless they say otherwise', () => {
    expect(readOptions([])).toEqual({
      kind: 'run',
      run: {
        url: undefined,
        dataDir: '.baton/demo',
        seed: 7,
        months: 6,
        handoffs: 5000,
        until: undefined,
        exit: false,
      },
    });
  });

  test('keep the data in BATON_DATA_DIR, unless --data-dir names a folder', () => {
    const dataDirOf = (args: readonly string[], folder: string) => {
      const options = readOptions(args, { BATON_DATA_DIR: folder });
      return options.kind === 'run' ? options.run.dataDir : options.kind;
    };
    expect(dataDirOf([], '/of/environment')).toBe('/of/environment');
    expect(dataDirOf(['--data-dir', '/named'], '/of/environment')).toBe('/named');
    expect(dataDirOf([], '')).toBe('.baton/demo');
  });

  test('take what they are given', () => {
    const args = [
      '--seed',
      '3',
      '--months',
      '2',
      '--handoffs',
      '300',
      '--until',
      '2026-10',
      '--url',
      'http://127.0.0.1:1',
      '--exit',
    ];
    expect(readOptions(args)).toMatchObject({
      run: { seed: 3, months: 2, handoffs: 300, until: '2026-10', url: 'http://127.0.0.1:1', exit: true },
    });
    expect(readOptions(['--help'])).toEqual({ kind: 'help' });
  });

  test.each([
    ['--handoffs', '0'],
    ['--handoffs', '5e3'],
    ['--months', '25'],
    ['--seed', '-1'],
    ['--until', '2026-13'],
    ['--url', 'localhost:8787'],
    ['--nothing', 'x'],
  ])('refuse %s %s, and say what is wrong with it', (name, value) => {
    const options = readOptions([name, value]);
    expect(options.kind).toBe('mistake');
    expect('message' in options && options.message).toContain(name);
  });

  test('end with the month before this one, over the end of a year, too', () => {
    expect(firstMonthOf(undefined, 6, new Date('2026-11-22T00:00:00Z'))).toBe('2026-05');
    expect(firstMonthOf(undefined, 1, new Date('2027-01-01T00:00:00Z'))).toBe('2026-12');
    expect(firstMonthOf('2026-02', 4, new Date('2030-01-01T00:00:00Z'))).toBe('2025-11');
    expect(monthsOf('2025-11', 4)).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
  });
});
