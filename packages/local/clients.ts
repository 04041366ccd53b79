import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Endpoints } from './environment.ts';
import { REGION } from './resources.ts';

/** The SDK's own clients, pointed at the local services. For the stack's set-up and mappings, and for tests. */
export interface LocalClients {
  readonly dynamodb: DynamoDBClient;
  readonly streams: DynamoDBStreamsClient;
  readonly sqs: SQSClient;
  readonly events: EventBridgeClient;
  readonly scheduler: SchedulerClient;
  close(): void;
}

export function localClients(endpoints: Endpoints): LocalClients {
  const settings = (endpoint: string) => ({
    endpoint,
    region: REGION,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const clients = {
    dynamodb: new DynamoDBClient(settings(endpoints.dynamodb)),
    streams: new DynamoDBStreamsClient(settings(endpoints.dynamodb)),
    sqs: new SQSClient(settings(endpoints.sqs)),
    events: new EventBridgeClient(settings(endpoints.events)),
    scheduler: new SchedulerClient(settings(endpoints.events)),
  };
  return {
    ...clients,
    close() {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}
