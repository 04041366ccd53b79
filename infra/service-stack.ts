import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { Deadlines } from './deadlines.ts';
import { Deletion } from './deletion.ts';
import type { Deployment } from './deployment.ts';
import { PublicApi } from './http-api.ts';
import { MetricsFold } from './metrics-fold.ts';
import { Observability } from './observability.ts';
import { Relay } from './relay.ts';
import { Replays } from './replays.ts';
import { Reviews } from './review.ts';
import { Routing } from './routing.ts';
import { createScheduleGroup } from './schedule-group.ts';
import type { Settings } from './settings.ts';
import { Sweep } from './sweep.ts';
import { Webhooks } from './webhooks.ts';

export interface ServiceStackProps extends StackProps {
  readonly deployment: Deployment;
  readonly settings: Settings;
}

/** Everything that works on the data and can be deployed again from the code alone. */
export class ServiceStack extends Stack {
  constructor(scope: Construct, id: string, { deployment, settings, ...props }: ServiceStackProps) {
    super(scope, id, props);
    const group = createScheduleGroup(this, deployment);
    const bus = new EventBus(this, 'Bus', { eventBusName: deployment.prefix });
    const deadlines = new Deadlines(this, 'Deadlines', { deployment, group });
    const routing = new Routing(this, 'Routing', { deployment });
    const webhooks = new Webhooks(this, 'Webhooks', { deployment, bus, group });
    const { busDeadLetters } = webhooks;
    const review = new Reviews(this, 'Reviews', { deployment, group });
    const reviews = review.work.queue;
    const measuring = new MetricsFold(this, 'Measuring', { deployment, bus, busDeadLetters, reviews });
    const { lanes } = webhooks;
    const replays = new Replays(this, 'Replays', { deployment, lanes });
    const deletion = new Deletion(this, 'Deletion', { deployment, group });
    const relay = new Relay(this, 'Relay', { deployment, bus, deadlines, routing, replays, deletion, measuring });
    const sweep = new Sweep(this, 'Sweep', { deployment, group, lanes, replays: replays.work.queue });
    const publicApi = new PublicApi(this, 'PublicApi', { deployment, domain: settings.domain });
    const functions = {
      api: publicApi.api,
      docs: publicApi.docs,
      relay: relay.function,
      route: routing.function,
      dispatch: webhooks.dispatch,
      deliver: webhooks.deliver,
      'deliver-slow': webhooks.deliverSlow,
      replay: replays.function,
      deadline: deadlines.function,
      sweep: sweep.function,
      measure: measuring.function,
      review: review.function,
      'delete-tenant': deletion.function,
    };
    new Observability(this, 'Observability', {
      prefix: deployment.prefix,
      parts: {
        config: deployment.config,
        table: deployment.data.table,
        group,
        publicApi,
        relay,
        routing,
        deadlines,
        webhooks,
        replays,
        deletion,
        sweep,
        measuring,
        review,
        functions,
      },
      alarmEmail: settings.alarmEmail,
    });
    const url = settings.domain === undefined ? publicApi.httpApi.apiEndpoint : `https://${settings.domain.name}`;
    new CfnOutput(this, 'ApiUrl', { description: 'Where the API and, under /docs, its reference answer', value: url });
  }
}
