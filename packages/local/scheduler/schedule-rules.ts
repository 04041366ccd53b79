import { validationError } from '../aws-protocol/aws-error.ts';
import { parseJson } from '../aws-protocol/json-value.ts';
import { targetKind } from '../eventbridge/target-arn.ts';
import { isTimeZone } from './local-time.ts';
import type { ScheduleRequest } from './requests.ts';
import { parseScheduleExpression, type Recurrence } from './schedule-expression.ts';

const START_DATE_GRACE_MILLISECONDS = 5 * 60 * 1000;
const MAX_INPUT_BYTES = 256 * 1024;

/**
 * What the service model cannot say about a schedule. Returns when it fires; throws ValidationException. An `at` in the
 * past is accepted, as AWS accepts it, and is due at once; StartDate and EndDate do not bear on `at`.
 */
export function checkSchedule(request: ScheduleRequest, now: number): Recurrence {
  const recurrence = recurrenceOf(request, now);
  const { startAt, endAt } = recurrence;
  if (startAt !== undefined && startAt < now - START_DATE_GRACE_MILLISECONDS) {
    throw validationError('The StartDate you specify cannot be earlier than 5 minutes ago.');
  }
  if (startAt !== undefined && endAt !== undefined && startAt >= endAt) {
    throw validationError('The StartDate you specify must be earlier than the EndDate.');
  }
  checkWindow(request);
  checkTarget(request.Target);
  return recurrence;
}

/** When a stored schedule fires. `since` is its creation or last update, in epoch milliseconds. */
export function recurrenceOf(request: ScheduleRequest, since: number): Recurrence {
  const expression = parseScheduleExpression(request.ScheduleExpression);
  if (expression === undefined) throw validationError(`Invalid Schedule Expression ${request.ScheduleExpression}.`);
  const timeZone = request.ScheduleExpressionTimezone;
  if (!isTimeZone(timeZone)) throw validationError(`Invalid Schedule Expression Timezone ${timeZone}.`);
  const dated = expression.kind !== 'at';
  return {
    expression,
    timeZone,
    since,
    startAt: dated ? milliseconds(request.StartDate) : undefined,
    endAt: dated ? milliseconds(request.EndDate) : undefined,
  };
}

function milliseconds(epochSeconds: number | undefined): number | undefined {
  return epochSeconds === undefined ? undefined : Math.round(epochSeconds * 1000);
}

function checkWindow({ FlexibleTimeWindow: { Mode, MaximumWindowInMinutes } }: ScheduleRequest): void {
  if (Mode === 'FLEXIBLE' && MaximumWindowInMinutes === undefined) {
    throw validationError('MaximumWindowInMinutes must be provided when the flexible time window mode is FLEXIBLE.');
  }
  if (Mode === 'OFF' && MaximumWindowInMinutes !== undefined) {
    throw validationError('MaximumWindowInMinutes must not be provided when the flexible time window mode is OFF.');
  }
}

function checkTarget(target: ScheduleRequest['Target']): void {
  const kind = targetKind(target.Arn);
  if (kind === undefined) {
    throw validationError(`Target ${target.Arn} is not supported locally: use a Lambda function or an SQS queue.`);
  }
  if (target.Input !== undefined && Buffer.byteLength(target.Input) > MAX_INPUT_BYTES) {
    throw validationError('The Input of the target is larger than 256 KB.');
  }
  if (kind === 'lambda' && target.Input !== undefined && parseJson(target.Input) === undefined) {
    throw validationError('The Input of the target is not well-formed JSON.');
  }
  if (kind === 'fifo-queue' && target.SqsParameters?.MessageGroupId === undefined) {
    throw validationError('SqsParameters with a MessageGroupId must be provided for a FIFO queue.');
  }
  if (kind === 'lambda' && target.SqsParameters !== undefined) {
    throw validationError('SqsParameters can be provided for an SQS queue only.');
  }
}
