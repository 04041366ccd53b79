import { BatonError, type Usage } from '#sdk/index.ts';
import type { Command, Connection } from '../command.ts';
import { EXIT } from '../failure.ts';
import { printable } from '../terminal.ts';

export const whoami: Command = {
  name: 'whoami',
  summary: 'Shows whose key is used, and where',
  examples: [['whoami', 'shows the tenant, the mode and the address']],
  async run(call) {
    const connection = await call.connect();
    const { signal } = call.terminal;
    const tenant = await connection.baton.get('/v1/tenant', { signal });
    const usage = await usageOf(connection, signal);
    const mode = usage === undefined ? {} : { mode: usage.mode };
    call.show({ url: connection.url, tenant: { id: tenant.id, name: tenant.name, plan: tenant.plan }, ...mode }, () =>
      printable(
        `${tenant.name} (${tenant.id})${usage === undefined ? '' : `, ${usage.mode} mode`} at ${connection.url}`,
      ),
    );
    return EXIT.ok;
  },
};

/** The mode is in the usage, which not every key may read. */
async function usageOf({ baton }: Connection, signal: AbortSignal): Promise<Usage | undefined> {
  try {
    return await baton.get('/v1/usage', { signal });
  } catch (error) {
    if (error instanceof BatonError && error.code === 'insufficient_scope') return undefined;
    throw error;
  }
}
