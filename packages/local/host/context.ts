import type { Context } from 'aws-lambda';
import { functionArn } from '../resources.ts';

/** The second argument of a handler. `deadline` is in milliseconds since the epoch. */
export function lambdaContext(functionName: string, requestId: string, deadline: number): Context {
  const retired = (): never => {
    throw new Error('context.done, succeed and fail are not supported: return or throw');
  };
  return {
    callbackWaitsForEmptyEventLoop: false,
    functionName: `baton-${functionName}`,
    functionVersion: '$LATEST',
    invokedFunctionArn: functionArn(functionName),
    memoryLimitInMB: '512',
    awsRequestId: requestId,
    logGroupName: `/aws/lambda/baton-${functionName}`,
    logStreamName: 'local',
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    done: retired,
    fail: retired,
    succeed: retired,
  };
}
