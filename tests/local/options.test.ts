import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readOptions } from '#local/options.ts';

describe('the environment of npm start', () => {
  test('has defaults: port 8787, .baton, receivers on loopback allowed', () => {
    expect(readOptions({})).toEqual({
      port: 8787,
      dataDir: resolve('.baton'),
      egress: 'loopback',
      echoLogs: false,
      readyFile: undefined,
      functionsDir: undefined,
    });
  });

  test('forbids receivers on loopback by BATON_STRICT_EGRESS=1', () => {
    expect(readOptions({ BATON_STRICT_EGRESS: '1' }).egress).toBe('strict');
    expect(readOptions({ BATON_STRICT_EGRESS: '0' }).egress).toBe('loopback');
  });

  test('does not take a misspelt switch for off', () => {
    expect(() => readOptions({ BATON_STRICT_EGRESS: 'yes' })).toThrow(/BATON_STRICT_EGRESS/);
  });

  test('shows the logs of the functions by BATON_LOG=debug, and by nothing that only resembles it', () => {
    expect(readOptions({ BATON_LOG: 'debug' }).echoLogs).toBe(true);
    expect(readOptions({ BATON_LOG: '' }).echoLogs).toBe(false);
    expect(() => readOptions({ BATON_LOG: 'loud' })).toThrow(/BATON_LOG must be debug/);
  });

  test.each(['http', '-1', '65536', '80.5', '0x50', ' 80', '1e3'])('refuses PORT=%j by name', (port) => {
    expect(() => readOptions({ PORT: port })).toThrow(/PORT must be a number/);
  });

  test.each([
    ['0', 0],
    ['65535', 65_535],
    ['', 8787],
  ])('reads PORT=%j as %i', (text, port) => {
    expect(readOptions({ PORT: text }).port).toBe(port);
  });
});
