import { fileURLToPath } from 'node:url';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { addBaton, type Baton } from '#infra/baton.ts';
import { readCdkContext } from '#infra/cdk-context.ts';
import { readSettings } from '#infra/settings.ts';

const ENTRIES = fileURLToPath(new URL('./entries', import.meta.url));

/** What only costs time here. The bundles have a test of their own; `npm run check:cfn` validates the templates. */
const WITHOUT_CHECKS = { builtinCloudFormationValidation: false, stackTraces: false, treeMetadata: false };
const WITHOUT_BUNDLING = { 'aws:cdk:bundling-stacks': [] };

export interface Synthesized {
  readonly app: App;
  readonly baton: Baton;
  readonly data: Template;
  readonly service: Template;
}

/** The constructs as `cdk synth -c name=value …` makes them, with the feature flags of cdk.json. */
export function build(settings: Record<string, string> = {}): { app: App; baton: Baton } {
  const app = new App({ ...WITHOUT_CHECKS, context: { ...readCdkContext(), ...WITHOUT_BUNDLING, ...settings } });
  const baton = addBaton(
    app,
    readSettings((name) => app.node.tryGetContext(name)),
    ENTRIES,
  );
  return { app, baton };
}

/** The templates of `build`. Throws if cdk-nag finds anything. */
export function synthesize(settings: Record<string, string> = {}): Synthesized {
  const { app, baton } = build(settings);
  return { app, baton, data: Template.fromStack(baton.data), service: Template.fromStack(baton.service) };
}
