import { subscribe, unsubscribe } from 'node:diagnostics_channel';

/** Client sockets that Node opened meanwhile, wherever they lead. */
export async function countSockets(work: () => Promise<unknown>): Promise<number> {
  let opened = 0;
  const count = () => {
    opened += 1;
  };
  subscribe('net.client.socket', count);
  try {
    await work();
  } finally {
    unsubscribe('net.client.socket', count);
  }
  return opened;
}
