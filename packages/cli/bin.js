#!/usr/bin/env node
// In a checkout the sources run as they are, which needs a Node that strips types; npm puts the right one first.
if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error('In a checkout baton runs by Node 24: use `npx baton`, after `npm ci`.');
  process.exitCode = 2;
} else {
  await import('./main.ts');
}
