import * as z from 'zod';
import { STAGES, type StageConfig, type StageName } from './stages.ts';

const STAGE_NAMES = Object.keys(STAGES) as [StageName, ...StageName[]];

const settingsSchema = z
  .object({
    stage: z.enum(STAGE_NAMES, { error: `must be one of ${STAGE_NAMES.join(', ')}` }).default('dev'),
    alarmEmail: z.email({ error: 'must be an e-mail address' }).optional(),
    domainName: z.hostname({ error: 'must be a host name, such as api.example.com' }).optional(),
    certificateArn: z
      .string()
      .regex(/^arn:[\w-]+:acm:[\w-]+:\d{12}:certificate\/[\w-]+$/, { error: 'must be the ARN of an ACM certificate' })
      .optional(),
  })
  .refine((settings) => (settings.domainName === undefined) === (settings.certificateArn === undefined), {
    path: ['domainName'],
    error: 'domainName and certificateArn belong together: give both or neither',
  });

/** One deployment: the stage and what an operator says about this one with `-c name=value`. */
export interface Settings {
  readonly stage: StageName;
  readonly config: StageConfig;
  /** Who is told of alarms; with none, alarms only show in the console. */
  readonly alarmEmail: string | undefined;
  readonly domain: { readonly name: string; readonly certificateArn: string } | undefined;
}

/** Reads the settings through `lookup` (CDK context). Throws an Error that names every wrong one. */
export function readSettings(lookup: (name: string) => unknown): Settings {
  const names = Object.keys(settingsSchema.shape);
  const parsed = settingsSchema.safeParse(Object.fromEntries(names.map((name) => [name, lookup(name)])));
  if (!parsed.success) {
    const causes = parsed.error.issues.map((issue) => `  -c ${issue.path.join('.')}=…: ${issue.message}`);
    throw new Error(`The deployment settings are wrong:\n${causes.join('\n')}`);
  }
  const { stage, alarmEmail, domainName, certificateArn } = parsed.data;
  const domain =
    domainName === undefined || certificateArn === undefined ? undefined : { name: domainName, certificateArn };
  return { stage, config: STAGES[stage], alarmEmail, domain };
}
