import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { workOffQueue } from '#runtime/batches.ts';
import { drainRequestSchema } from '#runtime/messages.ts';
import { createRoutingDesk } from '#runtime/routing.ts';
import { drainWaiting } from '#services/routing/drain.ts';

const { enter, queue, startTimer } = createRoutingDesk(process.env);

/** Gives a tenant's waiting handoffs to those who are free, and asks for another run where there is more to do. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  return workOffQueue(event, {
    schema: drainRequestSchema,
    // requests for the same lines ask for the same: one run answers all of them
    groupOf: ({ tenantId, mode, after = '', from = '' }) => `${tenantId} ${mode} ${after} ${from}`,
    work: async ([{ tenantId, mode, ...place }]) => {
      const { goOn } = await drainWaiting(enter({ tenantId, mode }), startTimer, place);
      if (goOn !== undefined) await queue.send({ tenantId, mode, ...goOn });
    },
  });
}
