import type { Command } from '../command.ts';
import { EXIT } from '../failure.ts';

export const openDocs: Command = {
  name: 'open docs',
  summary: 'Opens the reference of the API in your browser',
  options: { print: { type: 'boolean', about: 'only prints the address' } },
  examples: [['open docs', 'opens it']],
  async run(call) {
    const { url } = await call.connect();
    const docs = `${url}/docs`;
    if (!call.flag('print')) await call.terminal.browse(docs);
    call.show({ url: docs }, () => docs);
    return EXIT.ok;
  },
};
