import type { Inheritance } from '../contract/inheritance.ts';
import type { InheritedField } from '../packet/inherited.ts';
import { isJsonObject, type JsonObject, valueAt } from '../packet/json.ts';
import { tokensOf } from '../packet/without.ts';

/** An earlier packet of the same subject. */
export interface PacketSource {
  readonly handoffId: string;
  readonly packetRevision: number;
  readonly contractId: string;
  /** Between which stages the handoff went. */
  readonly from: string;
  readonly to: string;
}

/** A packet on its way to being filled. */
export interface Filling {
  readonly packet: JsonObject;
  readonly inherited: readonly InheritedField[];
  /** What is still to be found. */
  readonly open: readonly Inheritance[];
}

/** What the sender has left out of what may be carried over. What was sent counts, `null` and empty lists too. */
export function beginFilling(packet: JsonObject, inherit: readonly Inheritance[]): Filling {
  return { packet, inherited: [], open: inherit.filter(({ field }) => hasRoom(packet, tokensOf(field))) };
}

/** Whether a field that is still to be found could be in a packet of that handoff. */
export function isSource(source: PacketSource, { open }: Filling): boolean {
  return open.some((inheritance) => matches(source, inheritance));
}

/** Takes from an earlier packet what it has of what is still to be found. */
export function fillFrom(source: PacketSource, sourcePacket: unknown, filling: Filling): Filling {
  return filling.open.reduce((before, inheritance) => take(source, sourcePacket, before, inheritance), filling);
}

function take(source: PacketSource, sourcePacket: unknown, before: Filling, inheritance: Inheritance): Filling {
  if (!matches(source, inheritance)) return before;
  const { field, from } = inheritance;
  const sourceField = from?.field ?? field;
  const value = valueAt(sourcePacket, sourceField);
  // an earlier packet that has nothing to say leaves it to those before
  if (value === undefined || value === null) return before;
  const { handoffId, packetRevision } = source;
  const mark = { field, handoffId, packetRevision, ...(sourceField === field ? {} : { sourceField }) };
  return {
    packet: withValue(before.packet, tokensOf(field), value),
    inherited: [...before.inherited, mark],
    open: before.open.filter((other) => other !== inheritance),
  };
}

function matches({ contractId, from, to }: PacketSource, { from: wanted = {} }: Inheritance): boolean {
  const { stage = {} } = wanted;
  return (
    (wanted.contractId === undefined || wanted.contractId === contractId) &&
    (stage.from === undefined || stage.from === from) &&
    (stage.to === undefined || stage.to === to)
  );
}

/** Whether nothing is there, and nothing but objects on the way to it. */
function hasRoom(value: unknown, [name, ...further]: readonly string[]): boolean {
  if (name === undefined || !isJsonObject(value)) return false;
  if (!Object.hasOwn(value, name)) return true;
  return hasRoom(value[name], further);
}

function withValue(object: JsonObject, [name = '', ...further]: readonly string[], value: unknown): JsonObject {
  const member = Object.hasOwn(object, name) ? object[name] : undefined;
  const inner = isJsonObject(member) ? member : {};
  return { ...object, [name]: further.length === 0 ? value : withValue(inner, further, value) };
}
