import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { workOffQueue } from '#runtime/batches.ts';
import { createDeletionDesk } from '#runtime/deletion.ts';
import { deletionRequestSchema } from '#runtime/messages.ts';
import { workDeletion } from '#services/deletion/work-deletion.ts';

const desk = createDeletionDesk(process.env);

/** Takes away a part of what a closed tenant has, and asks for the next, until nothing is found. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  return workOffQueue(event, {
    schema: deletionRequestSchema,
    groupOf: ({ tenantId, version }) => `${tenantId} ${version}`,
    work: ([request]) => workDeletion(desk, request),
  });
}
