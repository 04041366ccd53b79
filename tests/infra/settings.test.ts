import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readSettings } from '#infra/settings.ts';
import { ACCOUNT_CONCURRENCY, LEFT_TO_CALLERS, STAGES, type StageConfig } from '#infra/stages.ts';

const read = (context: Record<string, unknown>) => readSettings((name) => context[name]);

describe('the settings of a deployment', () => {
  it('are a development stage without domain and address, if nothing is said', () => {
    expect(read({})).toEqual({ stage: 'dev', config: STAGES.dev, alarmEmail: undefined, domain: undefined });
  });

  it('take all that an operator can say', () => {
    const certificateArn = 'arn:aws:acm:eu-west-1:111122223333:certificate/12345678-1234-1234-1234-123456789012';
    expect(
      read({ stage: 'prod', alarmEmail: 'ops@example.com', domainName: 'api.example.com', certificateArn }),
    ).toEqual({
      stage: 'prod',
      config: STAGES.prod,
      alarmEmail: 'ops@example.com',
      domain: { name: 'api.example.com', certificateArn },
    });
  });

  it('are refused with all that is wrong with them', () => {
    const wrong = { stage: 'production', alarmEmail: 'nobody', domainName: 'not a host', certificateArn: 'arn:aws:s3' };
    expect(() => read(wrong)).toThrow(
      /stage.*one of dev, staging, prod[\s\S]*alarmEmail.*e-mail[\s\S]*domainName.*host name[\s\S]*certificateArn.*ACM/,
    );
  });

  it.each([
    { domainName: 'api.example.com' },
    { certificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/12345678-1234-1234-1234-123456789012' },
  ])('are refused with half a domain: %o', (half) => {
    expect(() => read(half)).toThrow(/belong together/);
  });
});

describe.each(Object.entries<StageConfig>(STAGES))(
  'the concurrency of %s',
  (_, { queueConcurrency, reservedConcurrency }) => {
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    const reserved: Readonly<Record<string, number>> = reservedConcurrency;

    it('leaves the api and others that are called at once enough of an account when every queue is full', () => {
      const queues = Object.entries(queueConcurrency).filter(([name]) => reserved[name] === undefined);
      const left = ACCOUNT_CONCURRENCY - sum(Object.values(reserved)) - sum(queues.map(([, most]) => most));
      expect(left).toBeGreaterThanOrEqual(LEFT_TO_CALLERS);
    });

    it('lets no queue that has a share set aside ask for more than that', () => {
      for (const [name, most] of Object.entries(queueConcurrency)) {
        expect(most).toBeLessThanOrEqual(reserved[name] ?? ACCOUNT_CONCURRENCY);
      }
    });
  },
);

it('docs/deploying.md has the concurrency that prod has', () => {
  const page = readFileSync(new URL('../../docs/deploying.md', import.meta.url), 'utf8');
  const { deliver, deliverSlow, deadline, ...others } = STAGES.prod.queueConcurrency;
  const rest = Object.values(others).reduce((total, value) => total + value, 0);
  const reserved = Object.values(STAGES.prod.reservedConcurrency).reduce((total, value) => total + value, 0);
  const left = ACCOUNT_CONCURRENCY - reserved - deliver - deliverSlow - rest;
  expect(deadline).toBeLessThanOrEqual(STAGES.prod.reservedConcurrency.deadline);
  expect(page).toContain(`1,000 − ${reserved} reserved − ${deliver} − ${deliverSlow} − ${rest} = ${left}`);
});
