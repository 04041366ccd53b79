import type { BatonError, RecordedEvent } from '#sdk/index.ts';
import type { Command, Invocation, Option } from '../command.ts';
import { followEvents } from '../events/follow.ts';
import { EXIT, UsageError } from '../failure.ts';
import { printable } from '../terminal.ts';
import { wait } from '../wait.ts';

export const FOLLOW_OPTIONS: Readonly<Record<string, Option>> = {
  type: { type: 'string', multiple: true, value: '<type>', about: 'only these types or families, as clock.*' },
  from: { type: 'string', value: '<instant>', about: 'begins with what was recorded since then' },
  interval: { type: 'string', value: '<seconds>', about: 'how often to look: every 2 seconds if you say nothing' },
};

export const tailEvents: Command = {
  name: 'events tail',
  summary: 'Shows events as they happen',
  options: FOLLOW_OPTIONS,
  notes:
    'Each event once, in the order of the event log. It goes on over restarts of the server, and ends by Ctrl-C.\nWith --json each event is a line of JSON.',
  examples: [
    ["events tail --type 'clock.*'", 'warnings, breaches and the like'],
    ['events tail --json --from 2026-11-22T00:00:00Z', 'a day and on, for a program'],
  ],
  async run(call) {
    for await (const event of follow(call)) call.show(event, () => eventLine(event));
    return EXIT.interrupted; // it has no other end
  },
};

/** The events that a call asks for, as they happen. */
export async function* follow(call: Invocation): AsyncGenerator<RecordedEvent> {
  const from = call.text('from');
  if (from !== undefined && Number.isNaN(Date.parse(from)))
    throw new UsageError('--from is an instant, as 2026-11-22T00:00:00Z.');
  const seconds = Number(call.text('interval') ?? '2');
  if (!(seconds >= 0.1 && seconds <= 3600)) throw new UsageError('--interval is from 0.1 to 3600 seconds.');
  const { baton } = await call.connect();
  yield* followEvents(baton, {
    types: call.texts('type'),
    from,
    pauseMs: seconds * 1000,
    signal: call.terminal.signal,
    wait,
    onTrouble: (error) => call.tell(troubleText(error)),
  });
}

function troubleText(error: BatonError | undefined): string {
  return error === undefined ? 'It answers again.' : `${error.message} Trying again until it answers.`;
}

export function eventLine({ occurredAt, type, handoffId = '', id }: RecordedEvent): string {
  return printable(`${occurredAt}  ${type.padEnd(26)}  ${handoffId.padEnd(30)}  ${id}`.trimEnd());
}
