import { AwsError, validationError } from '../aws-protocol/aws-error.ts';
import type { JsonValue } from '../aws-protocol/json-value.ts';
import { readPage } from '../aws-protocol/page.ts';
import { parseInput } from '../aws-protocol/parse-input.ts';
import { busNameOf, type EventBusContext, requireBus, requireRule } from './event-bus-context.ts';
import { ruleArn } from './identity.ts';
import { compilePattern } from './pattern/compile.ts';
import { listRulesRequest, putRuleRequest, ruleReference } from './requests.ts';
import type { StoredRule } from './rule-store.ts';

/** Creates or replaces a rule; its targets stay. Throws InvalidEventPatternException, and ValidationException. */
export function putRule(context: EventBusContext, input: JsonValue): object {
  const request = parseInput(putRuleRequest, input);
  if (request.ScheduleExpression !== undefined) {
    throw validationError('ScheduleExpression on a rule is not supported locally: use EventBridge Scheduler.');
  }
  if (request.EventPattern === undefined) {
    throw validationError('Parameter(s) EventPattern or ScheduleExpression must be specified.');
  }
  compilePattern(request.EventPattern);
  const { name: bus } = requireBus(context, request.EventBusName);
  const isNew = context.rules.findRule(bus, request.Name) === undefined;
  const limit = context.quotas.rulesPerBus;
  if (isNew && context.rules.listRules(bus, '', '', limit).length >= limit) {
    throw new AwsError('LimitExceededException', 'The requested resource exceeds the maximum number allowed.');
  }
  context.rules.putRule({
    bus,
    name: request.Name,
    eventPattern: request.EventPattern,
    state: request.State,
    description: request.Description,
    roleArn: request.RoleArn,
  });
  const arn = ruleArn(context.identity, bus, request.Name);
  if (isNew) context.tags.add(arn, request.Tags);
  return { RuleArn: arn };
}

/** Deleting a rule that does not exist succeeds. Throws ValidationException while the rule has targets. */
export function deleteRule(context: EventBusContext, input: JsonValue): object {
  const request = parseInput(ruleReference, input);
  const { name: bus } = requireBus(context, request.EventBusName);
  if (context.rules.listTargets(bus, request.Name, '', 1).length > 0) {
    throw validationError("Rule can't be deleted since it has targets.");
  }
  context.rules.deleteRule(bus, request.Name);
  context.tags.removeAll(ruleArn(context.identity, bus, request.Name));
  return {};
}

export function describeRule(context: EventBusContext, input: JsonValue): object {
  return { ...description(context, ruleFrom(context, input)), CreatedBy: context.identity.accountId };
}

export function listRules(context: EventBusContext, input: JsonValue): object {
  const { NamePrefix = '', EventBusName, NextToken, Limit } = parseInput(listRulesRequest, input);
  const { name: bus } = requireBus(context, EventBusName);
  const page = readPage(
    { nextToken: NextToken, limit: Limit },
    (after, limit) => context.rules.listRules(bus, NamePrefix, after, limit),
    (rule) => rule.name,
  );
  return { Rules: page.items.map((rule) => description(context, rule)), NextToken: page.nextToken };
}

export function enableRule(context: EventBusContext, input: JsonValue): object {
  context.rules.putRule({ ...ruleFrom(context, input), state: 'ENABLED' });
  return {};
}

export function disableRule(context: EventBusContext, input: JsonValue): object {
  context.rules.putRule({ ...ruleFrom(context, input), state: 'DISABLED' });
  return {};
}

function ruleFrom(context: EventBusContext, input: JsonValue): StoredRule {
  const { Name, EventBusName } = parseInput(ruleReference, input);
  return requireRule(context, busNameOf(context, EventBusName), Name);
}

function description(context: EventBusContext, rule: StoredRule): object {
  return {
    Name: rule.name,
    Arn: ruleArn(context.identity, rule.bus, rule.name),
    EventBusName: rule.bus,
    EventPattern: rule.eventPattern,
    State: rule.state,
    Description: rule.description,
    RoleArn: rule.roleArn,
  };
}
