import './parsing.ts';
import * as z from 'zod';

/** A process's configuration does not parse: it must not start half-configured. */
export class ConfigurationError extends Error {
  constructor(problems: readonly string[]) {
    super(`configuration: ${problems.join('; ')}`);
    this.name = 'ConfigurationError';
  }
}

const text = () => z.string().min(1);

const laneUrls = () => ({ BATON_DELIVERY_QUEUE_URL: text(), BATON_SLOW_DELIVERY_QUEUE_URL: text() });

/** Of either lane: what waits for hours comes back in the fast one. */
const delivering = () => ({
  BATON_TABLE: text(),
  ...laneUrls(),
  BATON_DELIVERY_QUEUE_ARN: text(),
  BATON_DELIVERY_DLQ_ARN: text(),
  BATON_DELIVERY_ROLE_ARN: text(),
  BATON_SCHEDULE_GROUP: text(),
  BATON_EGRESS: z.enum(['strict', 'loopback']).default('strict'),
});

/** What each function needs from its environment; `docs/architecture.md` explains the variables. */
const schemas = {
  api: () =>
    z.object({
      BATON_TABLE: text(),
      BATON_CURSOR_KEY: z.string().min(32),
      BATON_TENANT_ROLE_ARN: text().optional(),
      BATON_EGRESS: z.enum(['strict', 'loopback']).default('strict'),
      BATON_RATE_LIMIT: z.coerce.number().int().min(1).max(1_000_000).optional(),
    }),
  relay: () =>
    z.object({
      BATON_TABLE: text(),
      BATON_BUS: text(),
      BATON_SCHEDULE_GROUP: text(),
      BATON_DEADLINE_FUNCTION_ARN: text(),
      BATON_DEADLINE_ROLE_ARN: text(),
      BATON_DEADLINE_DLQ_ARN: text(),
      BATON_DEADLINE_QUEUE_URL: text(),
      BATON_ROUTING_QUEUE_URL: text(),
      BATON_REPLAY_QUEUE_URL: text(),
      BATON_DELETION_QUEUE_URL: text(),
      BATON_METRICS_QUEUE_URL: text(),
    }),
  route: () => z.object({ BATON_TABLE: text(), BATON_ROUTING_QUEUE_URL: text() }),
  dispatch: () => z.object({ BATON_TABLE: text(), ...laneUrls() }),
  deliver: () => z.object(delivering()),
  'deliver-slow': () => z.object(delivering()),
  deadline: () => z.object({ BATON_TABLE: text(), BATON_DEADLINE_QUEUE_URL: text() }),
  replay: () => z.object({ BATON_TABLE: text(), ...laneUrls(), BATON_REPLAY_QUEUE_URL: text() }),
  measure: () => z.object({ BATON_TABLE: text(), BATON_METRICS_QUEUE_URL: text(), BATON_REVIEW_QUEUE_URL: text() }),
  review: () =>
    z.object({
      BATON_TABLE: text(),
      BATON_SCHEDULE_GROUP: text(),
      BATON_REVIEW_QUEUE_URL: text(),
      BATON_REVIEW_QUEUE_ARN: text(),
      BATON_REVIEW_ROLE_ARN: text(),
      BATON_REVIEW_DLQ_ARN: text(),
    }),
  sweep: () => z.object({ BATON_TABLE: text(), ...laneUrls(), BATON_REPLAY_QUEUE_URL: text() }),
  'delete-tenant': () =>
    z.object({
      BATON_TABLE: text(),
      BATON_DELETION_QUEUE_URL: text(),
      BATON_SCHEDULE_GROUP: text(),
      BATON_DELETION_PAUSE_SECONDS: z.coerce.number().int().min(1).max(900).default(120),
    }),
} as const;

type FunctionName = keyof typeof schemas;
export type Config<F extends FunctionName> = z.infer<ReturnType<(typeof schemas)[F]>>;

/** Reads the configuration of one function. @throws ConfigurationError naming every variable that is wrong */
export function readConfig<F extends FunctionName>(name: F, environment: NodeJS.ProcessEnv): Config<F> {
  const parsed = schemas[name]().safeParse(environment);
  if (parsed.success) return parsed.data as Config<F>; // the schema of F; TypeScript does not see through the index
  throw new ConfigurationError(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`));
}
