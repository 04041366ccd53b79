import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { workOffQueue } from '#runtime/batches.ts';
import { createDeadlines } from '#runtime/deadlines.ts';
import { handoffRefSchema } from '#runtime/messages.ts';
import { fireDeadline } from '#services/deadline/fire-deadline.ts';

const { system, timers } = createDeadlines(process.env);

/** Brings one handoff up to now: invoked by its schedule, or by queue messages for the last seconds. */
export async function handler(
  event: SQSEvent | Readonly<Record<string, unknown>>,
): Promise<SQSBatchResponse | undefined> {
  if (!isBatch(event)) {
    await fireDeadline(system, timers, handoffRefSchema.parse(event));
    return undefined;
  }
  return workOffQueue(event, {
    schema: handoffRefSchema,
    groupOf: ({ handoffId }) => handoffId,
    work: async ([handoff]) => {
      await fireDeadline(system, timers, handoff);
    },
  });
}

function isBatch(event: SQSEvent | Readonly<Record<string, unknown>>): event is SQSEvent {
  return Array.isArray('Records' in event ? event.Records : undefined);
}
