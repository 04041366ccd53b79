import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { addBaton, type Baton } from '#infra/baton.ts';
import { readSettings } from '#infra/settings.ts';

const CDK_JSON = new URL('../../cdk.json', import.meta.url);
const ENTRIES = fileURLToPath(new URL('./entries', import.meta.url));

export interface Synthesized {
  readonly app: App;
  readonly baton: Baton;
  readonly data: Template;
  readonly service: Template;
}

/** The app as `cdk synth -c name=value …` builds it, with the real feature flags and without bundling anything. */
export function synthesize(settings: Record<string, string> = {}): Synthesized {
  const { context } = JSON.parse(readFileSync(CDK_JSON, 'utf8')) as { context: Record<string, unknown> };
  const app = new App({ context: { ...context, ...settings, 'aws:cdk:bundling-stacks': [] } });
  const baton = addBaton(
    app,
    readSettings((name) => app.node.tryGetContext(name)),
    ENTRIES,
  );
  return { app, baton, data: Template.fromStack(baton.data), service: Template.fromStack(baton.service) };
}
