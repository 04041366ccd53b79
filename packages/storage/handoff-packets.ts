import type { Handoff } from '#domain/handoff/state.ts';
import { type InheritedField, inheritedFieldsSchema, type TravellingPacket } from '#domain/packet/inherited.ts';
import type { Item } from './attributes.ts';
import { readStored } from './document.ts';
import { pack, unpack } from './packed.ts';
import type { ItemKey, TenantTable, Write } from './tenant-table.ts';

/** Which packet of which handoff. */
export interface PacketRef {
  readonly handoffId: string;
  readonly revision: number;
}

/** The packets of a tenant's handoffs: one item for each revision, which never changes. */
export class HandoffPackets {
  readonly #table: TenantTable;

  constructor(table: TenantTable) {
    this.#table = table;
  }

  async get(ref: PacketRef): Promise<TravellingPacket | undefined> {
    const key = packetKey(ref);
    const item = await this.#table.get(key, { consistent: false });
    // one that was sent a moment ago may not have reached every replica
    const found = item ?? (await this.#table.get(key));
    return found && readPacket(found);
  }

  /** The write of the packet that a handoff, as it is after it, travels with. */
  static writing(state: Pick<Handoff, 'id' | 'packetRevision'>, { packet, inherited }: TravellingPacket): Write {
    const marks: { inherited?: string } = inherited.length === 0 ? {} : { inherited: JSON.stringify(inherited) };
    const beside = Buffer.byteLength(marks.inherited ?? '');
    return {
      put: packetKey({ handoffId: state.id, revision: state.packetRevision }),
      attributes: { ...marks, ...pack(JSON.stringify(packet), beside) },
      ifVersion: 0,
    };
  }
}

function readPacket({ attributes }: Item): TravellingPacket {
  const { inherited } = attributes;
  return readStored('packet', () => ({
    packet: JSON.parse(unpack(attributes)) as unknown,
    inherited: inherited === undefined ? [] : readMarks(String(inherited)),
  }));
}

function readMarks(json: string): readonly InheritedField[] {
  return inheritedFieldsSchema().parse(JSON.parse(json));
}

function packetKey({ handoffId, revision }: PacketRef): ItemKey {
  return { partition: `handoff#${handoffId}`, sort: `packet#${String(revision).padStart(4, '0')}` };
}
