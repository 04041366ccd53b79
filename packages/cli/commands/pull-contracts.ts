import type { Command } from '../command.ts';
import { presentOf } from '../contracts/present.ts';
import { filesOf, writeFiles } from '../contracts/pull.ts';
import { EXIT } from '../failure.ts';
import { printable } from '../terminal.ts';

export const pullContracts: Command = {
  name: 'contracts pull',
  summary: 'Writes contracts, calendars, owners and queues as YAML files',
  usage: '[<folder>]',
  takes: { min: 0, max: 1 },
  options: { force: { type: 'boolean', about: 'replaces files that differ' } },
  notes:
    'One file for each contract, one for each other kind, with names in place of ids. Of a contract it is the version in force;\none that was never published has publish: false. The folder is ./baton if you say nothing. Planning what was pulled changes nothing.',
  examples: [
    ['contracts pull', 'writes ./baton/*.yaml'],
    ['contracts pull config/baton --force', 'replaces what is there'],
  ],
  async run(call) {
    const { baton } = await call.connect();
    const { terminal, args } = call;
    const files = filesOf(await presentOf(baton, terminal.signal));
    const folder = args[0] ?? 'baton';
    const written = await writeFiles(terminal.cwd, folder, files, call.flag('force'));
    call.show({ folder, files: files.map(({ name }) => name), written }, () =>
      printable([...written, `${files.length} files, ${written.length} written.`].join('\n')),
    );
    return EXIT.ok;
  },
};
