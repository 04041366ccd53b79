import type { JsonValue } from '../aws-protocol/json-value.ts';
import type { RestRoute } from '../aws-protocol/rest-protocol.ts';
import {
  createScheduleGroup,
  deleteScheduleGroup,
  getScheduleGroup,
  listScheduleGroups,
  listScheduleGroupTags,
  tagScheduleGroup,
  untagScheduleGroup,
} from './schedule-groups.ts';
import type { SchedulerContext } from './scheduler-context.ts';
import { createSchedule, deleteSchedule, getSchedule, listSchedules, updateSchedule } from './schedules.ts';

const GROUP_AND_TOKEN: RestRoute['query'] = {
  groupName: { member: 'GroupName', as: 'string' },
  clientToken: { member: 'ClientToken', as: 'string' },
};

const PAGE: RestRoute['query'] = {
  NamePrefix: { member: 'NamePrefix', as: 'string' },
  NextToken: { member: 'NextToken', as: 'string' },
  MaxResults: { member: 'MaxResults', as: 'integer' },
};

const PAGE_OF_SCHEDULES: RestRoute['query'] = {
  ...PAGE,
  ScheduleGroup: { member: 'GroupName', as: 'string' },
  State: { member: 'State', as: 'string' },
};

const TAG_KEYS: RestRoute['query'] = { TagKeys: { member: 'TagKeys', as: 'list' } };

/** The HTTP bindings of EventBridge Scheduler, as in the service model scheduler-2021-06-30. */
export function schedulerRoutes(context: SchedulerContext): readonly RestRoute[] {
  const route = (
    method: string,
    collection: string,
    label: string | undefined,
    query: RestRoute['query'],
    operation: (context: SchedulerContext, input: JsonValue) => object,
  ): RestRoute => ({
    method,
    collection,
    label,
    query,
    operation: (input) => {
      const answer = context.database.transaction(() => operation(context, input));
      if (method !== 'GET') context.schedulesChanged();
      return answer;
    },
  });
  return [
    route('POST', 'schedules', 'Name', {}, createSchedule),
    route('PUT', 'schedules', 'Name', {}, updateSchedule),
    route('GET', 'schedules', 'Name', GROUP_AND_TOKEN, getSchedule),
    route('DELETE', 'schedules', 'Name', GROUP_AND_TOKEN, deleteSchedule),
    route('GET', 'schedules', undefined, PAGE_OF_SCHEDULES, listSchedules),
    route('POST', 'schedule-groups', 'Name', {}, createScheduleGroup),
    route('GET', 'schedule-groups', 'Name', {}, getScheduleGroup),
    route('DELETE', 'schedule-groups', 'Name', GROUP_AND_TOKEN, deleteScheduleGroup),
    route('GET', 'schedule-groups', undefined, PAGE, listScheduleGroups),
    route('POST', 'tags', 'ResourceArn', {}, tagScheduleGroup),
    route('DELETE', 'tags', 'ResourceArn', TAG_KEYS, untagScheduleGroup),
    route('GET', 'tags', 'ResourceArn', {}, listScheduleGroupTags),
  ];
}
