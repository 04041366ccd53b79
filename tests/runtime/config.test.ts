import { describe, expect, test } from 'vitest';
import { functionEnvironment } from '#local/environment.ts';
import { queueArn } from '#local/resources.ts';
import { ConfigurationError, readConfig } from '#runtime/config.ts';

const WHOLE = functionEnvironment(
  { dynamodb: 'http://127.0.0.1:1', sqs: 'http://127.0.0.1:2', events: 'http://127.0.0.1:3' },
  queueArn,
  'strict',
  'k'.repeat(64),
);

describe('the configuration of a function', () => {
  test.each(['api', 'relay', 'route', 'dispatch', 'deliver', 'replay', 'deadline', 'sweep', 'measure'] as const)(
    'of %s is read from what the local stack gives it',
    (name) => {
      expect(readConfig(name, WHOLE)).toMatchObject({ BATON_TABLE: 'baton' });
    },
  );

  test('names every variable that is missing or empty at once', () => {
    const read = () => readConfig('relay', { BATON_TABLE: '', BATON_BUS: 'baton' });
    expect(read).toThrow(ConfigurationError);
    expect(read).toThrow(/BATON_TABLE.*BATON_SCHEDULE_GROUP.*BATON_DEADLINE_QUEUE_URL/s);
  });

  test('forbids private receivers unless it says otherwise, and takes no other word for it', () => {
    expect(readConfig('deliver', { ...WHOLE, BATON_EGRESS: undefined }).BATON_EGRESS).toBe('strict');
    expect(() => readConfig('deliver', { ...WHOLE, BATON_EGRESS: 'open' })).toThrow(ConfigurationError);
    expect(() => readConfig('api', { ...WHOLE, BATON_EGRESS: '' })).toThrow(ConfigurationError);
  });
});
