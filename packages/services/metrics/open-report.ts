import type { Contract } from '#domain/contract/contract.ts';
import type { Generation, Generations } from '#domain/metrics/generation.ts';
import type { Tenant } from '#domain/tenancy/tenant.ts';
import { type CallContext, notFound } from '../context.ts';
import { getTenant } from '../tenancy/get-tenant.ts';
import type { DayRange } from './read-cells.ts';
import { type AskedDays, reportPeriod } from './report-period.ts';

/** Of which days, and of which contract, figures are asked for. */
export interface AskedFigures extends AskedDays {
  readonly contractId?: string | undefined;
}

interface AskedInZone extends AskedFigures {
  /** Whose the days are; left out: those of the figures that are shown. */
  readonly timeZone?: string | undefined;
}

/** What every reading of figures begins with. */
export interface OpenReport {
  readonly tenant: Tenant;
  /** Undefined: nothing was ever counted. */
  readonly generations: Generations | undefined;
  /** The one that is asked for, or that of the figures that are shown, or, before there are any, of the tenant. */
  readonly timeZone: Generation['timeZone'];
  readonly range: DayRange;
  /** That figures are asked for of, if they are of one. */
  readonly contract: Contract | undefined;
}

/** @throws DomainError `validation_failed` for days that are none, `not_found` for a contract that there is not */
export async function openReport(context: CallContext, asked: AskedInZone): Promise<OpenReport> {
  const { now, mode, stores } = context;
  const { contractId } = asked;
  const [tenant, generations, contract] = await Promise.all([
    getTenant(context),
    stores.metrics.generations({ consistent: false }),
    contractId === undefined ? undefined : requireContract(context, contractId),
  ]);
  const timeZone = asked.timeZone ?? generations?.serving.timeZone ?? tenant.timezone;
  const range = reportPeriod(asked, { now, mode, timeZone, createdAt: tenant.createdAt });
  return { tenant, generations, timeZone, range, contract };
}

async function requireContract({ stores }: CallContext, contractId: string): Promise<Contract> {
  const contract = await stores.contracts.get(contractId);
  if (contract === undefined) throw notFound('contract', contractId);
  return contract;
}
