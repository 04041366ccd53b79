import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { AwsError } from '../aws-protocol/aws-error.ts';
import type { JsonValue } from '../aws-protocol/json-value.ts';
import { readPage } from '../aws-protocol/page.ts';
import { parseInput } from '../aws-protocol/parse-input.ts';
import { scheduleArn } from '../eventbridge/identity.ts';
import { listSchedulesRequest, type ScheduleRequest, scheduleReference, scheduleRequest } from './requests.ts';
import { firstFire } from './schedule-expression.ts';
import { checkSchedule } from './schedule-rules.ts';
import type { StoredSchedule } from './schedule-store.ts';
import type { SchedulerContext } from './scheduler-context.ts';

export function createSchedule(context: SchedulerContext, input: JsonValue): object {
  const request = parseInput(scheduleRequest, input);
  const now = context.clock.now();
  const recurrence = checkSchedule(request, now);
  requireGroup(context, request.GroupName);
  const existing = context.schedules.find(request.GroupName, request.Name);
  if (existing !== undefined) return repeatedCreate(context, existing, request);
  if (context.schedules.count() >= context.quotas.schedules) {
    throw new AwsError('ServiceQuotaExceededException', 'The limit on the number of schedules is reached.', 402);
  }
  store(context, request, { createdAt: now, modifiedAt: now }, firstFire(recurrence));
  return { ScheduleArn: scheduleArn(context.identity, request.GroupName, request.Name) };
}

/** The same token with the same request is the same call again; anything else under a taken name is a conflict. */
function repeatedCreate(context: SchedulerContext, existing: StoredSchedule, request: ScheduleRequest): object {
  const repeated = request.ClientToken !== undefined && request.ClientToken === existing.request.ClientToken;
  // A stored request went through JSON, which drops the members that are undefined.
  if (!repeated || !isDeepStrictEqual(existing.request, JSON.parse(JSON.stringify(request)))) {
    throw new AwsError('ConflictException', `Schedule ${request.Name} already exists.`, 409);
  }
  return { ScheduleArn: scheduleArn(context.identity, request.GroupName, request.Name) };
}

/** Replaces the whole schedule: what the request leaves out goes back to its default, as on AWS. */
export function updateSchedule(context: SchedulerContext, input: JsonValue): object {
  const request = parseInput(scheduleRequest, input);
  const now = context.clock.now();
  const recurrence = checkSchedule(request, now);
  const existing = requireSchedule(context, request.GroupName, request.Name);
  store(context, request, { createdAt: existing.createdAt, modifiedAt: now }, firstFire(recurrence));
  return { ScheduleArn: scheduleArn(context.identity, request.GroupName, request.Name) };
}

function store(
  context: SchedulerContext,
  request: ScheduleRequest,
  times: { readonly createdAt: number; readonly modifiedAt: number },
  first: number | undefined,
): void {
  const scheduledAt = request.State === 'ENABLED' ? first : undefined;
  const fireAt = scheduledAt === undefined ? undefined : scheduledAt + context.delayOf({ request });
  context.schedules.put({ request, ...times, revision: randomUUID(), scheduledAt, fireAt });
}

export function getSchedule(context: SchedulerContext, input: JsonValue): object {
  const { GroupName, Name } = parseInput(scheduleReference, input);
  const { request, createdAt, modifiedAt } = requireSchedule(context, GroupName, Name);
  const { ClientToken: _, ...members } = request;
  return {
    ...members,
    Arn: scheduleArn(context.identity, GroupName, Name),
    CreationDate: createdAt / 1000,
    LastModificationDate: modifiedAt / 1000,
  };
}

export function deleteSchedule(context: SchedulerContext, input: JsonValue): object {
  const { GroupName, Name } = parseInput(scheduleReference, input);
  requireSchedule(context, GroupName, Name);
  context.schedules.delete(GroupName, Name);
  return {};
}

export function listSchedules(context: SchedulerContext, input: JsonValue): object {
  const { GroupName, NamePrefix = '', State, NextToken, MaxResults } = parseInput(listSchedulesRequest, input);
  if (GroupName !== undefined) requireGroup(context, GroupName);
  const page = readPage(
    { nextToken: NextToken, limit: MaxResults },
    (after, limit) => context.schedules.list({ group: GroupName, prefix: NamePrefix, state: State }, after, limit),
    ({ request }) => `${request.GroupName}/${request.Name}`,
  );
  return {
    Schedules: page.items.map(({ request, createdAt, modifiedAt }) => ({
      Arn: scheduleArn(context.identity, request.GroupName, request.Name),
      Name: request.Name,
      GroupName: request.GroupName,
      State: request.State,
      CreationDate: createdAt / 1000,
      LastModificationDate: modifiedAt / 1000,
      Target: { Arn: request.Target.Arn },
    })),
    NextToken: page.nextToken,
  };
}

function requireSchedule(context: SchedulerContext, group: string, name: string): StoredSchedule {
  const schedule = context.schedules.find(group, name);
  if (schedule !== undefined) return schedule;
  requireGroup(context, group);
  throw new AwsError('ResourceNotFoundException', `Schedule ${name} does not exist.`, 404);
}

function requireGroup(context: SchedulerContext, name: string): void {
  if (context.schedules.findGroup(name) === undefined) {
    throw new AwsError('ResourceNotFoundException', `Schedule group ${name} does not exist.`, 404);
  }
}
