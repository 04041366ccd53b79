import { AwsError } from '../../aws-protocol/aws-error.ts';

/** An event pattern that EventBridge refuses, with its reason. */
export function invalidPattern(reason: string): AwsError {
  return new AwsError('InvalidEventPatternException', `Event pattern is not valid. Reason: ${reason}`);
}
