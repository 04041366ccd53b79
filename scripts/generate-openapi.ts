import { readFile, writeFile } from 'node:fs/promises';
import { stringify } from 'yaml';
import { openApiDocument } from '#api/openapi/document.ts';
import { ROUTES } from '#api/routes/index.ts';
import packageFile from '../package.json' with { type: 'json' };
import { renderEventTypes } from './sdk-event-types.ts';
import { renderOperationTypes } from './sdk-operation-types.ts';

const HEADER = '# Generated from the routes by `npm run openapi`. Do not edit.\n';
const document = openApiDocument(ROUTES, packageFile.version);

/** What is generated from the routes and committed. */
const GENERATED: Readonly<Record<string, string>> = {
  'openapi.yaml':
    HEADER +
    stringify(document, {
      aliasDuplicateObjects: false,
      lineWidth: 0,
      compat: 'yaml-1.1', // quotes what older parsers would take for a number or a date, such as 24:00
    }),
  'packages/sdk/webhook/event-types.ts': renderEventTypes(document),
  'packages/sdk/client/operations.ts': renderOperationTypes(document),
};

for (const [name, generated] of Object.entries(GENERATED)) {
  const file = new URL(`../${name}`, import.meta.url);
  if (process.argv.includes('--check')) {
    const committed = await readFile(file, 'utf8').catch(() => '');
    if (committed === generated) continue;
    console.error(
      `${name} is not what the routes say. Run \`npm run openapi\` and commit it.\n${firstDifference(committed, generated)}`,
    );
    process.exitCode = 1;
  } else {
    await writeFile(file, generated);
  }
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
