import type { SchedulerClient } from '@aws-sdk/client-scheduler';
import { deliveryScheduleName } from './delivery-queue.ts';
import { removeSchedule } from './schedules.ts';

/** Takes away the schedules of what a tenant had, by the names that they were given. What is gone already is no error. */
export function createTenantSchedules(client: SchedulerClient, group: string) {
  return {
    removeOfHandoff: (handoffId: string) => removeSchedule(client, group, handoffId),
    removeOfDelivery: (delivery: { readonly endpointId: string; readonly eventId: string; readonly at: string }) =>
      removeSchedule(client, group, deliveryScheduleName(delivery)),
  };
}
