import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SQSClient } from '@aws-sdk/client-sqs';
import { MonthlySchedules, reviewScheduleName } from '#aws/monthly-schedules.ts';
import type { ReviewRequest } from '#aws/ports.ts';
import { byTenant, createRequestQueue } from '#aws/request-queue.ts';
import type { ReviewDesk } from '#services/review/work-review.ts';
import type { EnterTenant } from '#services/system.ts';
import { createAccountStores } from '#storage/stores.ts';
import { clientDefaults } from './aws-client.ts';
import { readConfig } from './config.ts';
import { createDatabaseClient, createEnterTenant } from './database.ts';

export function createReviewDesk(environment: NodeJS.ProcessEnv): {
  readonly enter: EnterTenant;
  readonly desk: ReviewDesk;
} {
  const config = readConfig('review', environment);
  const client = createDatabaseClient(environment);
  const schedules = new MonthlySchedules(
    new SchedulerClient(clientDefaults(environment)),
    config.BATON_SCHEDULE_GROUP,
    {
      arn: config.BATON_REVIEW_QUEUE_ARN,
      roleArn: config.BATON_REVIEW_ROLE_ARN,
      deadLetterArn: config.BATON_REVIEW_DLQ_ARN,
    },
  );
  const queue = new SQSClient(clientDefaults(environment));
  return {
    enter: createEnterTenant(client, config.BATON_TABLE),
    desk: {
      queue: createRequestQueue<ReviewRequest>(queue, config.BATON_REVIEW_QUEUE_URL, byTenant),
      schedules: {
        put: ({ tenantId, mode }, timeZone) => {
          const request: ReviewRequest = { tenantId, mode, work: 'freeze' };
          return schedules.put(reviewScheduleName(request), timeZone, request);
        },
        remove: (of) => schedules.remove(reviewScheduleName(of)),
      },
      tenantOf: (tenantId) => createAccountStores(client, config.BATON_TABLE, tenantId).tenant.get(tenantId),
    },
  };
}
