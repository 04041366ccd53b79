import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { called, ofType, resourcesOf } from './resources.ts';
import { synthesize } from './synthesize.ts';

const resources = resourcesOf(synthesize());
const integrations = new Map(
  ofType(resources, 'AWS::ApiGatewayV2::Integration').map(({ name, properties }) => [name, properties]),
);

describe('the HTTP API', () => {
  it('takes the documentation’s paths to docs and everything else to api', () => {
    const routes = ofType(resources, 'AWS::ApiGatewayV2::Route').map(({ properties }) => {
      const integration = integrations.get(String(properties['Target']).replace('integrations/', ''));
      return [properties['RouteKey'], integration?.['IntegrationUri']];
    });
    expect(Object.fromEntries(routes)).toEqual({
      $default: 'PublicApi/Api/Function.Arn',
      'GET /docs': 'PublicApi/Docs/Function.Arn',
      'GET /docs/{proxy+}': 'PublicApi/Docs/Function.Arn',
      'GET /openapi.json': 'PublicApi/Docs/Function.Arn',
      'GET /openapi.yaml': 'PublicApi/Docs/Function.Arn',
    });
  });

  it('invokes by payload format 2.0', () => {
    for (const properties of integrations.values()) {
      expect(properties).toMatchObject({ IntegrationType: 'AWS_PROXY', PayloadFormatVersion: '2.0' });
    }
  });

  it('lets a bounded rate of requests through', () => {
    expect(called(resources, 'PublicApi/Stage').properties).toMatchObject({
      StageName: '$default',
      DefaultRouteSettings: { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 },
    });
  });

  it('logs each request as JSON by its id, and never a header', () => {
    const { Format } = z
      .object({ DestinationArn: z.literal('PublicApi/AccessLog.Arn'), Format: z.string() })
      .parse(called(resources, 'PublicApi/Stage').properties['AccessLogSettings']);
    const fields = Object.values(z.record(z.string(), z.string()).parse(JSON.parse(Format)));
    expect(fields).toContain('$context.requestId');
    expect(fields.filter((field) => !field.startsWith('$context.') || /header|authorizer/i.test(field))).toEqual([]);
    expect(called(resources, 'PublicApi/AccessLog').properties['RetentionInDays']).toBe(7);
  });

  it('answers under a domain of the operator alone, where one is given', () => {
    const withDomain = resourcesOf(
      synthesize({
        domainName: 'api.example.com',
        certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012',
      }),
    );
    expect(called(withDomain, 'PublicApi/HttpApi').properties['DisableExecuteApiEndpoint']).toBe(true);
    expect(called(withDomain, 'PublicApi/Domain').properties['DomainName']).toBe('api.example.com');
    expect(called(resources, 'PublicApi/HttpApi').properties['DisableExecuteApiEndpoint']).toBe(false);
  });
});
