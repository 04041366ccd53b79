import type { Instant } from '#domain/instant.ts';

export const CONTRACT_KEYS = ['leads', 'meetings', 'onboardings', 'adoptions', 'cases'] as const;
export type ContractKey = (typeof CONTRACT_KEYS)[number];

export type Packet = Readonly<Record<string, unknown>>;

/** What somebody does to a handoff. */
export type Act =
  /** `owner` claims it from a queue; without, whoever it was given to accepts it. */
  | { readonly does: 'accept'; readonly owner?: string }
  | { readonly does: 'reject'; readonly reason: string; readonly fields: readonly string[] }
  | { readonly does: 'resubmit'; readonly packet: Packet }
  | { readonly does: 'milestone'; readonly name: string }
  | { readonly does: 'pause'; readonly reason: string; readonly resumeBy: Instant }
  | { readonly does: 'complete'; readonly outcome: Packet }
  | { readonly does: 'disqualify'; readonly reason: string };

export interface Scene {
  readonly at: Instant;
  readonly act: Act;
}

/** One handoff from its submission to its end. */
export interface Story {
  readonly contract: ContractKey;
  readonly subject: { readonly type: string; readonly id: string; readonly name: string };
  readonly packet: Packet;
  readonly sender: { readonly name: string; readonly team: string };
  readonly submittedAt: Instant;
  /** In the order in which they happen, each after the submission. */
  readonly scenes: readonly Scene[];
}

/** The end of a story. */
export function endOf({ submittedAt, scenes }: Story): Instant {
  return scenes.at(-1)?.at ?? submittedAt;
}

/** Contracts whose stories are told beside those of the others, each group on a test clock of its own. */
export const LANES: readonly (readonly ContractKey[])[] = [
  ['leads', 'meetings'],
  ['onboardings', 'adoptions', 'cases'],
];
