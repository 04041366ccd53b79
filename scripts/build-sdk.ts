import { buildSdk } from './sdk-package.ts';

const folder = process.argv[2] ?? 'dist/sdk';
await buildSdk(folder);
console.log(`Built in ${folder}. To publish it: npm publish ${folder}`);
