import { describe, expect, it } from 'vitest';
import { readOptions } from '../../../scripts/demo/options.ts';

describe('the options of the demo', () => {
  it('breaches once unless told otherwise', () => {
    expect(readOptions([])).toEqual({ kind: 'run', runs: 1 });
  });

  it('takes the number of runs in both spellings', () => {
    expect(readOptions(['--runs', '10'])).toEqual({ kind: 'run', runs: 10 });
    expect(readOptions(['--runs=100'])).toEqual({ kind: 'run', runs: 100 });
  });

  it.each(['0', '-1', '101', '1.5', '1e1', 'ten', ''])('refuses %j runs, and says what it takes', (runs) => {
    const options = readOptions([`--runs=${runs}`]);
    expect(options).toEqual({ kind: 'mistake', message: expect.stringContaining('from 1 to 100') });
  });

  it.each([['--run'], ['7'], ['--runs']])('refuses %j rather than ignoring it', (argument) => {
    expect(readOptions([argument]).kind).toBe('mistake');
  });

  it.each(['--help', '-h'])('answers %s, whatever else is asked', (argument) => {
    expect(readOptions(['--runs', '0', argument])).toEqual({ kind: 'help' });
  });
});
