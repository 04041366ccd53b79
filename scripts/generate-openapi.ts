import { readFile, writeFile } from 'node:fs/promises';
import { stringify } from 'yaml';
import { openApiDocument } from '#api/openapi/document.ts';
import { ROUTES } from '#api/routes/index.ts';
import packageFile from '../package.json' with { type: 'json' };

const FILE = new URL('../openapi.yaml', import.meta.url);

const HEADER = '# Generated from the routes by `npm run openapi`. Do not edit.\n';
const generated =
  HEADER +
  stringify(openApiDocument(ROUTES, packageFile.version), {
    aliasDuplicateObjects: false,
    lineWidth: 0,
    compat: 'yaml-1.1', // quotes what older parsers would take for a number or a date, such as 24:00
  });

if (process.argv.includes('--check')) {
  const committed = await readFile(FILE, 'utf8').catch(() => '');
  if (committed !== generated) {
    console.error(
      `openapi.yaml is not what the routes say. Run \`npm run openapi\` and commit it.\n${firstDifference(committed, generated)}`,
    );
    process.exitCode = 1;
  }
} else {
  await writeFile(FILE, generated);
}

function firstDifference(committed: string, generated: string): string {
  const before = committed.split('\n');
  const after = generated.split('\n');
  const at = after.findIndex((line, index) => line !== before[index]);
  const line = at === -1 ? after.length : at;
  return [
    `First difference, at line ${line + 1}:`,
    `- ${before[line] ?? '(end of file)'}`,
    `+ ${after[line] ?? '(end of file)'}`,
  ].join('\n');
}
