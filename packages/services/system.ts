import type { Instant } from '#domain/instant.ts';
import type { Mode } from '#domain/wire.ts';
import type { TenantContext } from './context.ts';

/** Enters a tenant at a moment: the present one, unless a caller came at another. */
export type EnterTenant = (tenant: { readonly tenantId: string; readonly mode: Mode }, now?: Instant) => TenantContext;

/** Figures that the operator watches. Durations in seconds. */
export interface Metrics {
  /** How long after its instant a deadline was recorded. */
  detectionLag(seconds: number): void;
  /** How many deadlines the sweeper had to repair. */
  repairedDeadlines(count: number): void;
}

export interface SystemContext {
  readonly enter: EnterTenant;
  readonly now: () => Instant;
  readonly metrics: Metrics;
}
