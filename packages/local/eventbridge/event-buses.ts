import { AwsError, validationError } from '../aws-protocol/aws-error.ts';
import type { JsonValue } from '../aws-protocol/json-value.ts';
import { readPage } from '../aws-protocol/page.ts';
import { parseInput } from '../aws-protocol/parse-input.ts';
import { DEFAULT_BUS, type EventBusContext, requireBus } from './event-bus-context.ts';
import { busArn } from './identity.ts';
import { busReference, createBusRequest, describeBusRequest, listBusesRequest } from './requests.ts';
import type { StoredBus } from './rule-store.ts';

const MAX_BUSES_LISTED = 1000;

export function createEventBus(context: EventBusContext, input: JsonValue): object {
  const { Name: name, Description: description, Tags: tags } = parseInput(createBusRequest, input);
  if (name.includes('/')) {
    throw validationError('Event bus name must not contain "/": that is for partner event buses.');
  }
  if (context.rules.findBus(name) !== undefined) {
    throw new AwsError('ResourceAlreadyExistsException', `Event bus ${name} already exists.`);
  }
  if (context.rules.listBuses('', '', MAX_BUSES_LISTED).length >= context.quotas.buses) {
    throw new AwsError('LimitExceededException', 'The requested resource exceeds the maximum number allowed.');
  }
  const now = context.clock.now();
  context.rules.putBus({ name, description, createdAt: now, modifiedAt: now });
  const arn = busArn(context.identity, name);
  context.tags.add(arn, tags);
  return { EventBusArn: arn, Description: description };
}

/** Throws ValidationException for the default bus, and for a bus that still has rules. */
export function deleteEventBus(context: EventBusContext, input: JsonValue): object {
  const { Name } = parseInput(busReference, input);
  if (Name === DEFAULT_BUS) throw validationError('Cannot delete event bus default.');
  const { name } = requireBus(context, Name);
  if (context.rules.listRules(name, '', '', 1).length > 0) {
    throw validationError("Event bus can't be deleted since it has rules.");
  }
  context.rules.deleteBus(name);
  context.tags.removeAll(busArn(context.identity, name));
  return {};
}

export function describeEventBus(context: EventBusContext, input: JsonValue): object {
  return description(context, requireBus(context, parseInput(describeBusRequest, input).Name));
}

export function listEventBuses(context: EventBusContext, input: JsonValue): object {
  const { NamePrefix = '', NextToken, Limit } = parseInput(listBusesRequest, input);
  const page = readPage(
    { nextToken: NextToken, limit: Limit },
    (after, limit) => context.rules.listBuses(NamePrefix, after, limit),
    (bus) => bus.name,
  );
  return { EventBuses: page.items.map((bus) => description(context, bus)), NextToken: page.nextToken };
}

function description(context: EventBusContext, bus: StoredBus): object {
  return {
    Name: bus.name,
    Arn: busArn(context.identity, bus.name),
    Description: bus.description,
    CreationTime: bus.createdAt / 1000,
    LastModifiedTime: bus.modifiedAt / 1000,
  };
}
