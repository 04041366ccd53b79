import {
  ConflictException,
  CreateScheduleCommand,
  DeleteScheduleCommand,
  ResourceNotFoundException,
  type SchedulerClient,
  UpdateScheduleCommand,
  type UpdateScheduleCommandInput,
} from '@aws-sdk/client-scheduler';
import type { Chance } from './chance.ts';
import type { Timeline } from './timeline.ts';
import type { Weather } from './weather.ts';

const PRECISION_MS = 60_000;

/** EventBridge Scheduler: one-time schedules that fire at any moment of their minute and are gone then. */
export interface SimulatedScheduler {
  readonly client: SchedulerClient;
  names(): string[];
}

export function simulateScheduler(
  { timeline, chance, weather }: { timeline: Timeline; chance: Chance; weather: Weather },
  invoke: (input: unknown) => Promise<void>,
): SimulatedScheduler {
  const revisions = new Map<string, number>();
  let revision = 0;
  const put = ({
    Name: name = '',
    ScheduleExpression: expression = '',
    Target: target,
  }: UpdateScheduleCommandInput) => {
    const current = ++revision;
    revisions.set(name, current);
    const at = Date.parse(`${/^at\((.*)\)$/.exec(expression)?.[1]}Z`);
    if (Number.isNaN(at)) throw new Error(`ValidationException: ${expression}`);
    timeline.at(Math.max(at, timeline.now) + chance.below(PRECISION_MS), () => {
      if (revisions.get(name) !== current) return;
      revisions.delete(name);
      const input: unknown = JSON.parse(target?.Input ?? '');
      for (const delay of weather.arrivals(chance)) timeline.after(delay, () => invoke(input));
    });
  };
  const isThere = ({ Name: name = '' }: { readonly Name: string | undefined }): boolean => revisions.has(name);
  const send = async (command: unknown): Promise<object> => {
    if (command instanceof CreateScheduleCommand) {
      if (isThere(command.input)) throw refused(ConflictException);
      put(command.input);
      return {};
    }
    if (!(command instanceof UpdateScheduleCommand || command instanceof DeleteScheduleCommand)) {
      throw new Error('a command that timers do not send');
    }
    if (!isThere(command.input)) throw refused(ResourceNotFoundException);
    if (command instanceof UpdateScheduleCommand) put(command.input);
    else revisions.delete(command.input.Name ?? '');
    return {};
  };
  const client = { send } as unknown as SchedulerClient; // timers use nothing else of a client
  return { client, names: () => [...revisions.keys()] };
}

function refused<E>(kind: new (options: { $metadata: object; message: string; Message: string }) => E): E {
  return new kind({ $metadata: {}, message: 'refused', Message: 'refused' });
}
