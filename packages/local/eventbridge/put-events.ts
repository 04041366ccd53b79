import { validationError } from '../aws-protocol/aws-error.ts';
import { jsonDepth } from '../aws-protocol/json-depth.ts';
import { isJsonObject, type JsonValue, parseJson } from '../aws-protocol/json-value.ts';
import { parseInput } from '../aws-protocol/parse-input.ts';
import { DEFAULT_MAXIMUM_EVENT_AGE_SECONDS, DEFAULT_MAXIMUM_RETRY_ATTEMPTS } from './delivery/invocation.ts';
import { busNameOf, type EventBusContext } from './event-bus-context.ts';
import { ruleArn, wholeSecondText } from './identity.ts';
import { type MatchedEvent, targetPayload } from './input/target-payload.ts';
import { matchesPattern } from './pattern/match.ts';
import { type EventEntry, putEventsRequest, type RuleTarget } from './requests.ts';
import type { StoredRule } from './rule-store.ts';

const MAX_TOTAL_BYTES = 256 * 1024;
const MAX_DETAIL_DEPTH = 1000;
/** EventBridge counts this much for an entry's Time. Source: user guide, PutEvents entry size. */
const TIME_BYTES = 14;

interface Refusal {
  readonly ErrorCode: string;
  readonly ErrorMessage: string;
}

/** Takes each entry on its own: one refused entry does not keep the others back. */
export function putEvents(context: EventBusContext, input: JsonValue): object {
  const { Entries: entries } = parseInput(putEventsRequest, input);
  if (entries.reduce((sum, entry) => sum + entryBytes(entry), 0) > MAX_TOTAL_BYTES) {
    throw validationError('Total size of the entries in the request is over the limit.');
  }
  const results = entries.map((entry) => refusalOf(entry) ?? { EventId: take(context, entry) });
  return { FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results };
}

function entryBytes({ Time, Source, DetailType, Detail, Resources }: EventEntry): number {
  const texts = [Source, DetailType, Detail, ...Resources];
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text ?? ''), Time === undefined ? 0 : TIME_BYTES);
}

function refusalOf(entry: EventEntry): Refusal | undefined {
  for (const member of ['Source', 'DetailType', 'Detail'] as const) {
    if (entry[member]) continue;
    const ErrorMessage = `Parameter ${member} is not valid. Reason: ${member} is a required argument.`;
    return { ErrorCode: 'InvalidArgument', ErrorMessage };
  }
  if (entry.Source?.startsWith('aws.')) {
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
  }
  const detail = entry.Detail ?? '';
  if (jsonDepth(detail) > MAX_DETAIL_DEPTH || !isJsonObject(parseJson(detail))) {
    return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  }
  return undefined;
}

/** Journals one invocation per matching target. An event for a bus that does not exist is taken and dropped, as on AWS. */
function take(context: EventBusContext, entry: EventEntry): string {
  const id = context.newEventId();
  const now = context.clock.now();
  const event = eventFrom(context, entry, id, now);
  for (const rule of context.rules.listRules(busNameOf(context, entry.EventBusName), '', '', -1)) {
    if (rule.state === 'DISABLED' || !matchesPattern(context.patternOf(rule.eventPattern), event.value)) continue;
    for (const target of context.rules.listTargets(rule.bus, rule.name, '', -1)) {
      accept(context, rule, target, event, now);
    }
  }
  return id;
}

/** The detail's text goes into the event as it came: parsing it first would round its large numbers. */
function eventFrom({ identity }: EventBusContext, entry: EventEntry, id: string, now: number): MatchedEvent {
  const envelope = JSON.stringify({
    version: '0',
    id,
    'detail-type': entry.DetailType,
    source: entry.Source,
    account: identity.accountId,
    time: wholeSecondText(entry.Time === undefined ? now : entry.Time * 1000),
    region: identity.region,
    resources: entry.Resources,
  });
  const text = `${envelope.slice(0, -1)},"detail":${entry.Detail}}`;
  return { text, value: parseJson(text) ?? null };
}

function accept(
  context: EventBusContext,
  rule: StoredRule,
  target: RuleTarget,
  event: MatchedEvent,
  now: number,
): void {
  const arn = ruleArn(context.identity, rule.bus, rule.name);
  context.journal.accept({
    origin: { kind: 'rule', ruleArn: arn, event: event.text },
    targetArn: target.Arn,
    roleArn: target.RoleArn,
    payload: targetPayload(target, event, { name: rule.name, arn, ingestedAt: now }),
    messageGroupId: target.SqsParameters?.MessageGroupId,
    deadLetterArn: target.DeadLetterConfig?.Arn,
    maximumRetryAttempts: target.RetryPolicy?.MaximumRetryAttempts ?? DEFAULT_MAXIMUM_RETRY_ATTEMPTS,
    maximumEventAgeSeconds: target.RetryPolicy?.MaximumEventAgeInSeconds ?? DEFAULT_MAXIMUM_EVENT_AGE_SECONDS,
    acceptedAt: now,
  });
}
