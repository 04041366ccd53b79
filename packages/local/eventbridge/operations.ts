import { AwsError, validationError } from '../aws-protocol/aws-error.ts';
import { jsonDepth } from '../aws-protocol/json-depth.ts';
import type { Operation } from '../aws-protocol/json-protocol.ts';
import { isJsonObject, type JsonValue, parseJson } from '../aws-protocol/json-value.ts';
import { parseInput } from '../aws-protocol/parse-input.ts';
import { busNameOf, type EventBusContext, requireBus, requireRule } from './event-bus-context.ts';
import { createEventBus, deleteEventBus, describeEventBus, listEventBuses } from './event-buses.ts';
import { busArn, ruleArn } from './identity.ts';
import { compilePattern } from './pattern/compile.ts';
import { matchesPattern } from './pattern/match.ts';
import { putEvents } from './put-events.ts';
import { listTagsRequest, tagRequest, testPatternRequest, untagRequest } from './requests.ts';
import { deleteRule, describeRule, disableRule, enableRule, listRules, putRule } from './rules.ts';
import { listRuleNamesByTarget, listTargetsByRule, putTargets, removeTargets } from './targets.ts';

/** The operations of EventBridge by their names in X-Amz-Target, each one transaction. */
export function eventBridgeOperations(context: EventBusContext): ReadonlyMap<string, Operation> {
  const operations: Readonly<Record<string, (context: EventBusContext, input: JsonValue) => object>> = {
    CreateEventBus: createEventBus,
    DeleteEventBus: deleteEventBus,
    DescribeEventBus: describeEventBus,
    ListEventBuses: listEventBuses,
    PutRule: putRule,
    DeleteRule: deleteRule,
    DescribeRule: describeRule,
    ListRules: listRules,
    EnableRule: enableRule,
    DisableRule: disableRule,
    PutTargets: putTargets,
    RemoveTargets: removeTargets,
    ListTargetsByRule: listTargetsByRule,
    ListRuleNamesByTarget: listRuleNamesByTarget,
    PutEvents: putEvents,
    TestEventPattern: testEventPattern,
    TagResource: tagResource,
    UntagResource: untagResource,
    ListTagsForResource: listTagsForResource,
  };
  return new Map(
    Object.entries(operations).map(([name, operation]) => [
      name,
      (input) => {
        const answer = context.database.transaction(() => operation(context, input));
        if (operation === putEvents) context.invocationsAccepted();
        return answer;
      },
    ]),
  );
}

/** PutEvents takes details of 1000 levels; an event holds its detail one level down. */
const MAX_EVENT_DEPTH = 1001;

const REQUIRED_IN_EVENT = ['id', 'account', 'source', 'time', 'region', 'resources', 'detail-type'];

function testEventPattern(_: EventBusContext, input: JsonValue): object {
  const { EventPattern, Event } = parseInput(testPatternRequest, input);
  const pattern = compilePattern(EventPattern);
  const event = jsonDepth(Event) > MAX_EVENT_DEPTH ? undefined : parseJson(Event);
  if (!isJsonObject(event) || REQUIRED_IN_EVENT.some((member) => !(member in event))) {
    throw validationError('Parameter Event is not valid.');
  }
  return { Result: matchesPattern(pattern, event) };
}

function tagResource(context: EventBusContext, input: JsonValue): object {
  const { ResourceARN, Tags } = parseInput(tagRequest, input);
  requireTaggable(context, ResourceARN);
  context.tags.add(ResourceARN, Tags);
  return {};
}

function untagResource(context: EventBusContext, input: JsonValue): object {
  const { ResourceARN, TagKeys } = parseInput(untagRequest, input);
  requireTaggable(context, ResourceARN);
  context.tags.remove(ResourceARN, TagKeys);
  return {};
}

function listTagsForResource(context: EventBusContext, input: JsonValue): object {
  const { ResourceARN } = parseInput(listTagsRequest, input);
  requireTaggable(context, ResourceARN);
  return { Tags: context.tags.list(ResourceARN) };
}

/** Buses and rules of this account and region carry tags. */
function requireTaggable(context: EventBusContext, arn: string): void {
  if (arn.startsWith(busArn(context.identity, ''))) {
    requireBus(context, busNameOf(context, arn));
    return;
  }
  const prefix = ruleArn(context.identity, 'default', '');
  if (!arn.startsWith(prefix)) throw new AwsError('ResourceNotFoundException', `Resource ${arn} does not exist.`);
  const [first = '', second] = arn.slice(prefix.length).split('/');
  requireRule(context, second === undefined ? 'default' : first, second ?? first);
}
