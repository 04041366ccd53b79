import { AwsError, validationError } from '../aws-protocol/aws-error.ts';
import { type JsonValue, parseJson } from '../aws-protocol/json-value.ts';
import { readPage } from '../aws-protocol/page.ts';
import { parseInput } from '../aws-protocol/parse-input.ts';
import { type EventBusContext, requireBus, requireRule } from './event-bus-context.ts';
import { parseJsonPath } from './input/json-path.ts';
import {
  listRuleNamesRequest,
  listTargetsRequest,
  putTargetsRequest,
  type RuleTarget,
  removeTargetsRequest,
} from './requests.ts';
import { targetKind } from './target-arn.ts';

/** Adds targets, or replaces those with the same ids. One bad target refuses them all. */
export function putTargets(context: EventBusContext, input: JsonValue): object {
  const request = parseInput(putTargetsRequest, input);
  const { name: bus } = requireBus(context, request.EventBusName);
  requireRule(context, bus, request.Rule);
  for (const target of request.Targets) checkTarget(target);
  for (const target of request.Targets) context.rules.putTarget(bus, request.Rule, target);
  const limit = context.quotas.targetsPerRule;
  if (context.rules.listTargets(bus, request.Rule, '', limit + 1).length > limit) {
    throw new AwsError('LimitExceededException', 'The requested resource exceeds the maximum number allowed.');
  }
  return { FailedEntryCount: 0, FailedEntries: [] };
}

function checkTarget(target: RuleTarget): void {
  const kind = targetKind(target.Arn);
  if (!target.Arn.startsWith('arn:')) {
    throw validationError(`Parameter ${target.Arn} is not valid. Reason: Provided Arn is not in correct format.`);
  }
  if (kind === undefined) {
    throw validationError(`Target ${target.Arn} is not supported locally: use a Lambda function or an SQS queue.`);
  }
  const deadLetterArn = target.DeadLetterConfig?.Arn;
  if (deadLetterArn !== undefined && targetKind(deadLetterArn) !== 'queue') {
    throw validationError(
      `Parameter DeadLetterConfig.Arn is not valid. Reason: ${deadLetterArn} is no standard queue.`,
    );
  }
  if (kind === 'fifo-queue' && target.SqsParameters?.MessageGroupId === undefined) {
    throw validationError(`Parameter(s) SqsParameters must be specified for target: ${target.Id}.`);
  }
  checkInput(target);
}

function checkInput({ Id, Input, InputPath, InputTransformer }: RuleTarget): void {
  if ([Input, InputPath, InputTransformer].filter((member) => member !== undefined).length > 1) {
    throw validationError(`Only one of Input, InputPath, or InputTransformer must be provided for target ${Id}.`);
  }
  if (Input !== undefined && parseJson(Input) === undefined) {
    throw validationError(`JSON syntax error in input for target ${Id}.`);
  }
  for (const path of [InputPath, ...Object.values(InputTransformer?.InputPathsMap ?? {})]) {
    if (path !== undefined && parseJsonPath(path) === undefined) {
      throw validationError(`Invalid InputPath for target ${Id}: ${path}.`);
    }
  }
}

/** Removing a target that is not there succeeds. */
export function removeTargets(context: EventBusContext, input: JsonValue): object {
  const request = parseInput(removeTargetsRequest, input);
  const { name: bus } = requireBus(context, request.EventBusName);
  requireRule(context, bus, request.Rule);
  for (const id of request.Ids) context.rules.deleteTarget(bus, request.Rule, id);
  return { FailedEntryCount: 0, FailedEntries: [] };
}

export function listTargetsByRule(context: EventBusContext, input: JsonValue): object {
  const { Rule, EventBusName, NextToken, Limit } = parseInput(listTargetsRequest, input);
  const { name: bus } = requireBus(context, EventBusName);
  requireRule(context, bus, Rule);
  const page = readPage(
    { nextToken: NextToken, limit: Limit },
    (after, limit) => context.rules.listTargets(bus, Rule, after, limit),
    (target) => target.Id,
  );
  return { Targets: page.items, NextToken: page.nextToken };
}

export function listRuleNamesByTarget(context: EventBusContext, input: JsonValue): object {
  const { TargetArn, EventBusName, NextToken, Limit } = parseInput(listRuleNamesRequest, input);
  const { name: bus } = requireBus(context, EventBusName);
  const page = readPage(
    { nextToken: NextToken, limit: Limit },
    (after, limit) => context.rules.listRuleNamesByTarget(bus, TargetArn, after, limit),
    (name) => name,
  );
  return { RuleNames: page.items, NextToken: page.nextToken };
}
