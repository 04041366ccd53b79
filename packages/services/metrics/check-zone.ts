import type { TenantContext } from '../context.ts';
import type { MetricsDesk } from './desk.ts';
import { keepCurrent } from './start-rebuild.ts';

/**
 * Has figures counted anew that are not of the tenant's time zone, also where nothing happens to any handoff.
 * @returns whether the tenant has figures
 */
export async function checkZone(context: TenantContext, desk: MetricsDesk): Promise<boolean> {
  const generations = await context.stores.metrics.generations({ consistent: true });
  if (generations === undefined) return false;
  await keepCurrent(context, desk, generations);
  return true;
}
