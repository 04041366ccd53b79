import { Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { Deployment } from './deployment.ts';

const CHARACTERS = 64;

/**
 * The secret by which the API seals cursors, made with the deployment and resolved into the function's environment when it
 * is deployed: asking for it at run time would cost a call in every cold start.
 */
export function createCursorKey(scope: Construct, { config }: Deployment): string {
  const secret = new Secret(scope, 'CursorKey', {
    description: 'Seals the cursors of lists. Replacing it makes those in use invalid, and nothing else.',
    generateSecretString: { passwordLength: CHARACTERS, excludePunctuation: true },
    removalPolicy: config.removalPolicy,
  });
  Validations.of(secret).acknowledge({
    id: 'AwsSolutions-SMG4',
    reason: 'It guards no data: a list is read under its caller’s keys whatever its cursor says.',
  });
  return secret.secretValue.unsafeUnwrap();
}
