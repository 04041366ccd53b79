import { AssetHashType, Duration, Validations } from 'aws-cdk-lib';
import { PolicyDocument, type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  CfnEventInvokeConfig,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { entryOf, functionBundling } from './bundling.ts';
import type { Deployment } from './deployment.ts';
import type { FunctionName } from './function-names.ts';
import { allow, sendTo } from './permissions.ts';

export interface BatonFunctionProps {
  readonly deployment: Deployment;
  readonly name: FunctionName;
  readonly description: string;
  readonly timeout: Duration;
  /** MiB; Lambda gives CPU in proportion, a whole one at 1769. */
  readonly memorySize: number;
  readonly environment: Record<string, string>;
  /** All that the function may do, apart from writing its own log and trace. */
  readonly permissions: readonly PolicyStatement[];
  /** Where an event goes that was invoked asynchronously and failed three times. */
  readonly asyncFailures?: Queue;
  /** Whether the documentation's files are beside the bundle. */
  readonly withSite?: boolean;
}

/** One file of `functions/` on Lambda, with a role of its own that holds exactly the permissions given. */
export class BatonFunction extends Construct {
  readonly function: LambdaFunction;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: BatonFunctionProps) {
    super(scope, id);
    const { config, functionsFolder } = props.deployment;
    const logGroup = new LogGroup(this, 'Logs', {
      retention: config.logRetention,
      removalPolicy: config.removalPolicy,
    });
    this.role = this.createRole(props, logGroup);
    const reserved = config.reservedConcurrency[props.name];
    this.function = new LambdaFunction(this, 'Function', {
      description: props.description,
      handler: 'index.handler',
      code: Code.fromAsset(functionsFolder, {
        assetHashType: AssetHashType.OUTPUT,
        bundling: functionBundling(entryOf(functionsFolder, props.name), { withSite: props.withSite ?? false }),
      }),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      timeout: props.timeout,
      memorySize: props.memorySize,
      environment: props.environment,
      // Without this CDK would widen the role by itself wherever the function is wired to something.
      role: this.role.withoutPolicyUpdates(),
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      tracing: Tracing.ACTIVE,
      ...(reserved === undefined ? {} : { reservedConcurrentExecutions: reserved }),
    });
    if (props.asyncFailures !== undefined) this.deadLetterTo(props.asyncFailures);
  }

  private createRole(props: BatonFunctionProps, logGroup: LogGroup): Role {
    const statements = [
      ...props.permissions,
      ...(props.asyncFailures === undefined ? [] : [sendTo(props.asyncFailures)]),
      allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [logGroup.logGroupArn]),
      allow(['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], ['*']),
    ];
    const role = new Role(this, 'Role', {
      description: `What the Baton function ${props.name} may do`,
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { [props.name]: new PolicyDocument({ statements }) },
    });
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'X-Ray has no resources: its two write actions can only be allowed on "*".',
    });
    return role;
  }

  // Scheduler only hands the event to Lambda's own queue: what fails after that is Lambda's to retry and to keep.
  private deadLetterTo(queue: Queue): void {
    new CfnEventInvokeConfig(this, 'AsyncFailures', {
      functionName: this.function.functionName,
      qualifier: '$LATEST',
      maximumRetryAttempts: 2,
      maximumEventAgeInSeconds: Duration.hours(1).toSeconds(),
      destinationConfig: { onFailure: { destination: queue.queueArn } },
    });
  }
}
