import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { DataStack } from './data-stack.ts';
import { FUNCTIONS_FOLDER } from './deployment.ts';
import { ServiceStack } from './service-stack.ts';
import type { Settings } from './settings.ts';

export interface Baton {
  readonly data: DataStack;
  readonly service: ServiceStack;
}

/** Adds one deployment of Baton to the app: two stacks, checked by cdk-nag whenever they are synthesized. */
export function addBaton(app: App, settings: Settings, functionsFolder: string = FUNCTIONS_FOLDER): Baton {
  const prefix = `baton-${settings.stage}`;
  const { config } = settings;
  const tags = { 'baton:stage': settings.stage };
  const data = new DataStack(app, `${prefix}-data`, {
    description: `Baton, ${settings.stage}: the table with every tenant's data`,
    tags,
    config,
  });
  const service = new ServiceStack(app, `${prefix}-service`, {
    description: `Baton, ${settings.stage}: API, events, deadlines, webhooks`,
    tags,
    deployment: { prefix, config, data: { table: data.table, tableKey: data.tableKey }, functionsFolder },
    settings,
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks());
  return { data, service };
}
