import { CfnOutput, Duration, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { DomainName, HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { createCursorKey } from './cursor-key.ts';
import type { Deployment } from './deployment.ts';
import { BatonFunction } from './lambda-function.ts';
import type { Settings } from './settings.ts';
import { TenantIsolation } from './tenant-isolation.ts';

/** Paths of the documentation; every other path belongs to the API. */
const DOCS_PATHS = ['/docs', '/docs/{proxy+}', '/openapi.json', '/openapi.yaml'];

/** One line per request: who was slow or wrong, and by which id to find it in the functions' logs. Never the key. */
const ACCESS_LOG_FIELDS = {
  requestId: '$context.requestId',
  requestTime: '$context.requestTime',
  method: '$context.httpMethod',
  path: '$context.path',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
  integrationLatencyMs: '$context.integrationLatency',
  responseBytes: '$context.responseLength',
  sourceIp: '$context.identity.sourceIp',
  integrationError: '$context.integrationErrorMessage',
};

export interface PublicApiProps {
  readonly deployment: Deployment;
  readonly domain: Settings['domain'];
}

/** What the world sees: the HTTP API, the function behind it, and the documentation beside it. */
export class PublicApi extends Construct {
  readonly httpApi: HttpApi;
  readonly stage: HttpStage;
  readonly api: IFunction;
  readonly docs: IFunction;

  constructor(scope: Construct, id: string, { deployment, domain }: PublicApiProps) {
    super(scope, id);
    this.api = this.createApi(deployment);
    this.docs = this.createDocs(deployment);
    this.httpApi = new HttpApi(this, 'HttpApi', {
      apiName: deployment.prefix,
      description: 'Baton: customer-journey handoffs',
      createDefaultStage: false,
      disableExecuteApiEndpoint: domain !== undefined,
      defaultIntegration: new HttpLambdaIntegration('Api', this.api),
    });
    const docs = new HttpLambdaIntegration('Docs', this.docs);
    for (const path of DOCS_PATHS) this.httpApi.addRoutes({ path, methods: [HttpMethod.GET], integration: docs });
    Validations.of(this.httpApi).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason:
        'API keys are checked in the function, which knows their scopes; sign-up and the documentation are public.',
    });
    this.stage = this.createStage(deployment, domain);
  }

  private createApi(deployment: Deployment): IFunction {
    const { function: api, role } = new BatonFunction(this, 'Api', {
      deployment,
      name: 'api',
      description: 'Every /v1 route and /healthz',
      timeout: Duration.seconds(15),
      memorySize: 1024,
      environment: {
        BATON_TABLE: deployment.data.table.tableName,
        BATON_CURSOR_KEY: createCursorKey(this, deployment),
        BATON_EGRESS: 'strict',
      },
      permissions: [], // given by `TenantIsolation`
    });
    const isolation = new TenantIsolation(this, 'TenantIsolation', { deployment, api: role });
    api.addEnvironment('BATON_TENANT_ROLE_ARN', isolation.role.roleArn);
    return api;
  }

  private createDocs(deployment: Deployment): IFunction {
    return new BatonFunction(this, 'Docs', {
      deployment,
      name: 'docs',
      description: 'The reference page, the guides, the error pages and the OpenAPI document',
      timeout: Duration.seconds(15),
      memorySize: 512,
      environment: { BATON_SITE_DIR: '/var/task/site' },
      permissions: [],
      withSite: true,
    }).function;
  }

  private createStage({ config }: Deployment, domain: Settings['domain']): HttpStage {
    const accessLog = new LogGroup(this, 'AccessLog', {
      retention: config.logRetention,
      removalPolicy: config.removalPolicy,
    });
    const domainName = domain === undefined ? undefined : this.createDomain(domain);
    return new HttpStage(this, 'Stage', {
      httpApi: this.httpApi,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: config.throttle.ratePerSecond, burstLimit: config.throttle.burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG_FIELDS)),
      },
      ...(domainName === undefined ? {} : { domainMapping: { domainName } }),
    });
  }

  private createDomain(domain: NonNullable<Settings['domain']>): DomainName {
    const domainName = new DomainName(this, 'Domain', {
      domainName: domain.name,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', domain.certificateArn),
    });
    new CfnOutput(this, 'DomainTarget', {
      description: `Point a CNAME record of ${domain.name} here`,
      value: domainName.regionalDomainName,
    });
    return domainName;
  }
}
