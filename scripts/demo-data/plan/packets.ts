import { findTemplate } from '#domain/contract/templates/index.ts';
import { TEMPLATES } from './contracts.ts';
import type { Random } from './random.ts';
import type { ContractKey, Packet } from './story.ts';

const FIRST = [
  'Amber',
  'Birch',
  'Cobalt',
  'Dune',
  'Ember',
  'Fjord',
  'Granite',
  'Harbor',
  'Indigo',
  'Juniper',
  'Kestrel',
  'Larch',
  'Meadow',
  'North',
  'Orchid',
  'Pine',
] as const;
const SECOND = [
  'Analytics',
  'Bank',
  'Foods',
  'Health',
  'Logistics',
  'Media',
  'Robotics',
  'Systems',
  'Travel',
  'Works',
] as const;

/** A customer; the number tells apart those of the same name. */
export function companyName(number: number, random: Random): string {
  return `${random.pick(FIRST)} ${random.pick(SECOND)} ${number}`;
}

/** What the template of a contract shows as ready, with this customer's own facts in it. */
export function readyPacket(key: ContractKey, random: Random): Packet {
  const example = exampleOf(key).ready;
  switch (key) {
    case 'leads':
      return {
        ...example,
        fitScore: random.whole(50, 98),
        intentScore: random.whole(40, 99),
        source: random.pick(['web', 'event', 'partner', 'referral', 'product']),
      };
    case 'onboardings':
      return {
        ...example,
        commercialTerms: {
          arr: random.whole(6, 120) * 1000,
          currency: 'EUR',
          startDate: '2027-01-01',
          termMonths: random.pick([12, 24, 36]),
        },
      };
    case 'adoptions':
      return { ...example, trainedUsers: random.whole(5, 60) };
    case 'meetings':
    case 'cases':
      return example;
  }
}

/** What is completed with. */
export function outcomeOf(key: ContractKey): Packet {
  return exampleOf(key).outcome;
}

/** `packet` with `field` put right after a rejection: it must not be what it was. */
export function mended(packet: Packet, field: string, key: ContractKey): Packet {
  const name = field.slice(1);
  const value = packet[name] ?? exampleOf(key).ready[name];
  return { ...packet, [name]: packet[name] === undefined ? value : saidAgain(value) };
}

function saidAgain(value: unknown): unknown {
  if (typeof value === 'string') return `${value} (clarified)`;
  if (Array.isArray(value)) return [...value, value.at(-1)];
  if (typeof value === 'object' && value !== null) return { ...value, clarified: true };
  return value;
}

function exampleOf(key: ContractKey): { readonly ready: Packet; readonly outcome: Packet } {
  const template = findTemplate(TEMPLATES[key]);
  if (template === undefined) throw new Error(`there is no template ${TEMPLATES[key]}`);
  return template.examples;
}
