import type { Command } from '../command.ts';
import { applyContracts, planContracts } from './apply-contracts.ts';
import { HANDOFF_COMMANDS } from './handoffs.ts';
import { listen } from './listen.ts';
import { login, logout } from './login.ts';
import { openDocs } from './open-docs.ts';
import { pullContracts } from './pull-contracts.ts';
import { replayWebhooks } from './replay-webhooks.ts';
import { submit } from './submit.ts';
import { tailEvents } from './tail-events.ts';
import { advanceTestClock } from './test-clock.ts';
import { whoami } from './whoami.ts';

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  login,
  logout,
  whoami,
  pullContracts,
  planContracts,
  applyContracts,
  submit,
  ...HANDOFF_COMMANDS,
  tailEvents,
  listen,
  replayWebhooks,
  advanceTestClock,
  openDocs,
];
