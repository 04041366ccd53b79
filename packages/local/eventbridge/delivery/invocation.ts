/** What made an invocation, for its dead letter. */
export type InvocationOrigin =
  | { readonly kind: 'rule'; readonly ruleArn: string; readonly event: string }
  | {
      readonly kind: 'schedule';
      readonly scheduleArn: string;
      readonly executionId: string;
      /** Epoch milliseconds: when the expression said so, not when it fired. */
      readonly scheduledAt: number;
      /** Set on the last firing of a schedule that is to be deleted once it has completed. */
      readonly deletes?: { readonly group: string; readonly name: string; readonly revision: string };
    };

/** A target invocation that the API has accepted and that is owed until it is delivered or dead-lettered. */
export interface Invocation {
  readonly origin: InvocationOrigin;
  readonly targetArn: string;
  readonly roleArn: string | undefined;
  readonly payload: string;
  readonly messageGroupId: string | undefined;
  readonly deadLetterArn: string | undefined;
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeSeconds: number;
  /** Epoch milliseconds. */
  readonly acceptedAt: number;
}

/** AWS's own defaults for a target without a retry policy: 24 hours, 185 retries. */
export const DEFAULT_MAXIMUM_RETRY_ATTEMPTS = 185;
export const DEFAULT_MAXIMUM_EVENT_AGE_SECONDS = 86_400;

/** An asynchronous function invocation. Resolve once it is accepted; reject to have it retried. */
export interface FunctionInvocation {
  readonly arn: string;
  readonly roleArn: string | undefined;
  readonly input: unknown;
  /** The same over all attempts of one invocation. */
  readonly invocationId: string;
  /** 1 for the first attempt. */
  readonly attempt: number;
}

/** A message for a queue, from a rule, a schedule or a dead letter. */
export interface QueueMessage {
  readonly queueArn: string;
  readonly body: string;
  readonly messageGroupId: string | undefined;
  /** String message attributes; those of AWS for a dead letter. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** The outside that targets live in. Both may reject; a rejection is retried by the target's policy. */
export interface TargetPorts {
  invoke(invocation: FunctionInvocation): Promise<void>;
  sendMessage(message: QueueMessage): Promise<void>;
}

/** Reject with this to go to the dead-letter queue at once, as AWS does when a target is gone or forbidden. */
export class UnretryableTargetError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'UnretryableTargetError';
    this.code = code;
  }
}
