import { AwsError, validationError } from '../aws-protocol/aws-error.ts';
import type { JsonValue } from '../aws-protocol/json-value.ts';
import { readPage } from '../aws-protocol/page.ts';
import { parseInput } from '../aws-protocol/parse-input.ts';
import { scheduleGroupArn } from '../eventbridge/identity.ts';
import {
  createGroupRequest,
  groupReference,
  listGroupsRequest,
  listTagsRequest,
  tagRequest,
  untagRequest,
} from './requests.ts';
import type { StoredGroup } from './schedule-store.ts';
import type { SchedulerContext } from './scheduler-context.ts';

/** The group that every account has and cannot delete. */
export const DEFAULT_GROUP = 'default';

export function createScheduleGroup(context: SchedulerContext, input: JsonValue): object {
  const { Name: name, ClientToken: clientToken, Tags: tags } = parseInput(createGroupRequest, input);
  const arn = scheduleGroupArn(context.identity, name);
  const existing = context.schedules.findGroup(name);
  if (existing !== undefined) {
    if (clientToken !== undefined && clientToken === existing.clientToken) return { ScheduleGroupArn: arn };
    throw new AwsError('ConflictException', `Schedule group ${name} already exists.`, 409);
  }
  if (context.schedules.countGroups() >= context.quotas.groups) {
    throw new AwsError('ServiceQuotaExceededException', 'The limit on the number of schedule groups is reached.', 402);
  }
  const now = context.clock.now();
  context.schedules.insertGroup({ name, createdAt: now, modifiedAt: now, clientToken });
  context.tags.add(arn, tags);
  return { ScheduleGroupArn: arn };
}

export function getScheduleGroup(context: SchedulerContext, input: JsonValue): object {
  return summary(context, requireGroup(context, parseInput(groupReference, input).Name));
}

/** Deletes the group and its schedules at once; on AWS the group is DELETING until its schedules are gone. */
export function deleteScheduleGroup(context: SchedulerContext, input: JsonValue): object {
  const { name } = requireGroup(context, parseInput(groupReference, input).Name);
  if (name === DEFAULT_GROUP) throw validationError('The default schedule group cannot be deleted.');
  context.schedules.deleteGroup(name);
  context.tags.removeAll(scheduleGroupArn(context.identity, name));
  return {};
}

export function listScheduleGroups(context: SchedulerContext, input: JsonValue): object {
  const { NamePrefix = '', NextToken, MaxResults } = parseInput(listGroupsRequest, input);
  const page = readPage(
    { nextToken: NextToken, limit: MaxResults },
    (after, limit) => context.schedules.listGroups(NamePrefix, after, limit),
    (group) => group.name,
  );
  return { ScheduleGroups: page.items.map((group) => summary(context, group)), NextToken: page.nextToken };
}

export function tagScheduleGroup(context: SchedulerContext, input: JsonValue): object {
  const { ResourceArn, Tags } = parseInput(tagRequest, input);
  requireTaggable(context, ResourceArn);
  context.tags.add(ResourceArn, Tags);
  return {};
}

export function untagScheduleGroup(context: SchedulerContext, input: JsonValue): object {
  const { ResourceArn, TagKeys } = parseInput(untagRequest, input);
  requireTaggable(context, ResourceArn);
  context.tags.remove(ResourceArn, TagKeys);
  return {};
}

export function listScheduleGroupTags(context: SchedulerContext, input: JsonValue): object {
  const { ResourceArn } = parseInput(listTagsRequest, input);
  requireTaggable(context, ResourceArn);
  return { Tags: context.tags.list(ResourceArn) };
}

function requireTaggable(context: SchedulerContext, arn: string): void {
  const name = arn.split('/').at(-1) ?? '';
  requireGroup(context, arn === scheduleGroupArn(context.identity, name) ? name : arn);
}

function requireGroup(context: SchedulerContext, name: string): StoredGroup {
  const group = context.schedules.findGroup(name);
  if (group === undefined) {
    throw new AwsError('ResourceNotFoundException', `Schedule group ${name} does not exist.`, 404);
  }
  return group;
}

function summary(context: SchedulerContext, group: StoredGroup): object {
  return {
    Arn: scheduleGroupArn(context.identity, group.name),
    Name: group.name,
    State: 'ACTIVE',
    CreationDate: group.createdAt / 1000,
    LastModificationDate: group.modifiedAt / 1000,
  };
}
