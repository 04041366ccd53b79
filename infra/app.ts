import { App } from 'aws-cdk-lib';
import { addBaton } from './baton.ts';
import { readSettings } from './settings.ts';

const app = new App();
addBaton(
  app,
  readSettings((name) => app.node.tryGetContext(name)),
);
app.synth();
