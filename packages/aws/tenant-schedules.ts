import type { SchedulerClient } from '@aws-sdk/client-scheduler';
import type { Mode } from '#domain/wire.ts';
import { deliveryScheduleName } from './delivery-queue.ts';
import { reviewScheduleName } from './monthly-schedules.ts';
import { removeSchedule } from './schedules.ts';

/** Takes away the schedules of what a tenant had, by the names that they were given. What is gone already is no error. */
export function createTenantSchedules(client: SchedulerClient, group: string) {
  return {
    removeOfReviews: (of: { readonly tenantId: string; readonly mode: Mode }) =>
      removeSchedule(client, group, reviewScheduleName(of)),
    removeOfHandoff: (handoffId: string) => removeSchedule(client, group, handoffId),
    removeOfDelivery: (delivery: { readonly endpointId: string; readonly eventId: string; readonly at: string }) =>
      removeSchedule(client, group, deliveryScheduleName(delivery)),
  };
}
