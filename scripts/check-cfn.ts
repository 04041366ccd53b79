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

/** Writes the templates of a stage, with no function bundled, and returns their paths. Throws on a cdk-nag finding. */
function synthesize(stage: string, outdir: string): string[] {
  const app = new App({ outdir, context: { ...readCdkContext(), 'aws:cdk:bundling-stacks': [], stage } });
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
    const templates = Object.keys(STAGES).flatMap((stage) => synthesize(stage, join(folder, stage)));
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
