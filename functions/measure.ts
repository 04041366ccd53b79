import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { workOffQueue } from '#runtime/batches.ts';
import { metricsMessageSchema } from '#runtime/messages.ts';
import { createMetricsDesk } from '#runtime/metrics-desk.ts';
import { checkZone } from '#services/metrics/check-zone.ts';
import { measureHandoffs } from '#services/metrics/measure-handoffs.ts';
import { workRebuild } from '#services/metrics/work-rebuild.ts';
import { ensureSchedule } from '#services/review/ensure-schedule.ts';

const { enter, desk, watch, startTimer } = createMetricsDesk(process.env);

/** Counts what has happened to the handoffs that events are of, and counts a tenant's handoffs anew where that is asked. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  return workOffQueue(event, {
    schema: metricsMessageSchema,
    groupOf: (message) =>
      'detail' in message
        ? `events ${message.detail.tenantId} ${message.detail.mode}`
        : `${message.work} ${message.tenantId} ${message.mode} ${'step' in message ? `${message.generation} ${message.step}` : ''}`,
    work: async (messages) => {
      const [first] = messages;
      if ('work' in first && first.work === 'zone') {
        if (await checkZone(enter(first), desk)) await ensureSchedule(enter(first), watch);
        return;
      }
      if (!('detail' in first)) return workRebuild(enter(first), desk, first, startTimer());
      const ids = messages.flatMap((message) => ('detail' in message ? message.detail.handoffId : []));
      await measureHandoffs(enter(first.detail), desk, ids);
      await ensureSchedule(enter(first.detail), watch);
    },
  });
}
