import {
  GetScheduleCommand,
  type GetScheduleCommandOutput,
  ListSchedulesCommand,
  ResourceNotFoundException,
  type SchedulerClient,
} from '@aws-sdk/client-scheduler';

export const GROUP = 'baton';

/** Names of the schedules of handoffs, all pages. */
export async function handoffSchedules(client: SchedulerClient): Promise<string[]> {
  const names: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(
      new ListSchedulesCommand({
        GroupName: GROUP,
        NamePrefix: 'hnd_',
        ...(NextToken === undefined ? {} : { NextToken }),
      }),
    );
    names.push(...(page.Schedules ?? []).flatMap(({ Name }) => Name ?? []));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return names.sort();
}

/** A schedule; undefined if there is none of that name. */
export async function scheduleOf(client: SchedulerClient, name: string): Promise<GetScheduleCommandOutput | undefined> {
  try {
    return await client.send(new GetScheduleCommand({ GroupName: GROUP, Name: name }));
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}
