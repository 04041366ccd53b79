import { readFileSync } from 'node:fs';
import * as z from 'zod';

const cdkJsonSchema = z.object({ context: z.record(z.string(), z.unknown()) });

/** The feature flags of cdk.json, for whoever builds the app without the CDK's command line. */
export function readCdkContext(): Record<string, unknown> {
  return cdkJsonSchema.parse(JSON.parse(readFileSync(new URL('../cdk.json', import.meta.url), 'utf8'))).context;
}
