import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { addBaton } from '#infra/baton.ts';
import { readCdkContext } from '#infra/cdk-context.ts';
import { readSettings } from '#infra/settings.ts';
import { STAGES } from '#infra/stages.ts';

/** W3005: the CDK makes every function depend on its role, which the function refers to anyway. Harmless, and its own. */
const IGNORED_CHECKS = 'W3005';

const HOW_TO_GET_IT = `cfn-lint is not installed, so the templates were not checked.
It is a Python program: pipx install cfn-lint   (or: python3 -m pip install --user cfn-lint)`;

/** Every stage, and one with all that an operator can add to it. */
const DEPLOYMENTS: Record<string, string>[] = [
  ...Object.keys(STAGES).map((stage) => ({ stage })),
  {
    stage: 'prod',
    alarmEmail: 'alarms@example.com',
    domainName: 'api.example.com',
    certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012',
  },
];

/** Writes a deployment's templates, with no function bundled, and returns their paths. Throws on a cdk-nag finding. */
function synthesize(settings: Record<string, string>, outdir: string): string[] {
  const app = new App({ outdir, context: { ...readCdkContext(), 'aws:cdk:bundling-stacks': [], ...settings } });
  addBaton(
    app,
    readSettings((name) => app.node.tryGetContext(name)),
  );
  return app.synth().stacks.map(({ templateFullPath }) => templateFullPath);
}

function main(): number {
  if (spawnSync('cfn-lint', ['--version']).status !== 0) {
    console.error(HOW_TO_GET_IT);
    return 1;
  }
  const folder = mkdtempSync(join(tmpdir(), 'baton-cfn-'));
  try {
    const templates = DEPLOYMENTS.flatMap((settings, index) => synthesize(settings, join(folder, String(index))));
    const { status } = spawnSync('cfn-lint', ['--ignore-checks', IGNORED_CHECKS, '--', ...templates], {
      stdio: 'inherit',
    });
    if (status !== 0) return status ?? 1;
    console.log(`cfn-lint finds nothing in ${templates.length} templates.`);
    return 0;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

process.exitCode = main();
