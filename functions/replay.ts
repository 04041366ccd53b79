import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { workOffQueue } from '#runtime/batches.ts';
import { replayRequestSchema } from '#runtime/messages.ts';
import { createReplayDesk } from '#runtime/replays.ts';
import { workReplay } from '#services/replay/work-replay.ts';

const desk = createReplayDesk(process.env);

/** Sends a page of a replay to be delivered again, and asks for the next one. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  return workOffQueue(event, {
    schema: replayRequestSchema,
    groupOf: ({ tenantId, mode, replayId, version }) => `${tenantId} ${mode} ${replayId} ${version}`,
    work: ([request]) => workReplay(desk, request),
  });
}
