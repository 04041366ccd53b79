import type { JsonObject } from '../../packet/json.ts';
import type { ContractBody } from '../body.ts';

/** A contract to start from: complete but for what only the tenant knows, its calendars, owners and queues. */
export interface ContractTemplate {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  /** The moment in the customer's journey at which ownership changes. */
  readonly moment: string;
  readonly body: ContractBody;
  readonly examples: {
    /** A packet that the contract calls ready. */
    readonly ready: JsonObject;
    /** A packet as it often arrives, with its gaps. */
    readonly notReady: JsonObject;
    /** An outcome with which the handoff may be completed. */
    readonly outcome: JsonObject;
  };
}
