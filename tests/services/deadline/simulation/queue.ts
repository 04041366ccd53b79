import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Chance } from './chance.ts';
import type { Timeline } from './timeline.ts';
import type { Weather } from './weather.ts';

/** The queue `deadlines`: messages arrive after their delay, which is at most 900 s. */
export function simulateQueue(
  { timeline, chance, weather }: { timeline: Timeline; chance: Chance; weather: Weather },
  receive: (body: unknown) => Promise<void>,
): SQSClient {
  const send = async (command: unknown): Promise<object> => {
    if (!(command instanceof SendMessageCommand)) throw new Error('a command that timers do not send');
    const { DelaySeconds: seconds = 0, MessageBody: body = '' } = command.input;
    if (!Number.isInteger(seconds) || seconds < 0 || seconds > 900)
      throw new Error(`InvalidParameterValue: ${seconds}`);
    const message: unknown = JSON.parse(body);
    for (const delay of weather.arrivals(chance)) timeline.after(seconds * 1000 + delay, () => receive(message));
    return {};
  };
  return { send } as unknown as SQSClient; // timers use nothing else of a client
}
