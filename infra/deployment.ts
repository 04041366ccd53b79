import { fileURLToPath } from 'node:url';
import type { EncryptedTable } from './permissions.ts';
import type { StageConfig } from './stages.ts';

/** What every part of the service needs to know of the deployment that it belongs to. */
export interface Deployment {
  /** `baton-<stage>`: begins the physical names that cannot be left to CloudFormation. */
  readonly prefix: string;
  readonly config: StageConfig;
  readonly data: EncryptedTable;
  /** Folder of the functions' entry files. */
  readonly functionsFolder: string;
}

export const FUNCTIONS_FOLDER = fileURLToPath(new URL('../functions', import.meta.url));
