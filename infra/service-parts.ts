import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { Deadlines } from './deadlines.ts';
import type { Deletion } from './deletion.ts';
import type { FunctionName } from './function-names.ts';
import type { PublicApi } from './http-api.ts';
import type { MetricsFold } from './metrics-fold.ts';
import type { Relay } from './relay.ts';
import type { Replays } from './replays.ts';
import type { Reviews } from './review.ts';
import type { Routing } from './routing.ts';
import type { StageConfig } from './stages.ts';
import type { Sweep } from './sweep.ts';
import type { Webhooks } from './webhooks.ts';

/** The parts of the service, as observability looks at them. */
export interface ServiceParts {
  readonly config: StageConfig;
  readonly table: Table;
  readonly group: ScheduleGroup;
  readonly publicApi: PublicApi;
  readonly relay: Relay;
  readonly routing: Routing;
  readonly deadlines: Deadlines;
  readonly webhooks: Webhooks;
  readonly replays: Replays;
  readonly deletion: Deletion;
  readonly sweep: Sweep;
  readonly measuring: MetricsFold;
  readonly review: Reviews;
  readonly functions: Readonly<Record<FunctionName, IFunction>>;
}
