import { describe, expect, it } from 'vitest';
import { readSettings } from '#infra/settings.ts';
import { STAGES } from '#infra/stages.ts';

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
