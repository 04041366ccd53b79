import { contractFacts, type MetricFacts } from '#domain/metrics/contract-facts.ts';
import { AROUND_THE_CLOCK } from '#domain/sla/working-time.ts';
import type { RawWorld } from './recount-life.ts';

/** What a world says that figures depend on. */
export function factsOf({ bodies, timeOf }: RawWorld): MetricFacts {
  return {
    contract: (version) => {
      const body = bodies[version - 1];
      if (body === undefined) throw new Error(`the world has no contract version ${version}`);
      return contractFacts(body);
    },
    workingTime: ({ calendarId, version }) => timeOf(calendarId, version) ?? AROUND_THE_CLOCK,
  };
}
