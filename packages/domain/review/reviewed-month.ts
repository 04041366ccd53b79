import { type DaysMeant, type FigureOf, figureLink } from './figure-link.ts';
import type { KnownOwner, KnownQueue, KnownVersion, ReviewInput } from './input.ts';
import { addUp, type ContractFigures, type MonthFigures } from './month-figures.ts';
import type { Suggestion } from './suggestion.ts';

/** A month as the rules of a review look at it. */
export class ReviewedMonth {
  readonly input: ReviewInput;
  readonly figures: MonthFigures;
  readonly days: DaysMeant;
  readonly #versions: ReadonlyMap<string, KnownVersion>;
  readonly #queues: ReadonlyMap<string, KnownQueue>;
  readonly #owners: ReadonlyMap<string, KnownOwner>;

  constructor(input: ReviewInput, days: DaysMeant) {
    this.input = input;
    this.figures = addUp(input.cells);
    this.days = days;
    this.#versions = new Map(input.versions.map((each) => [`${each.contractId} ${each.version}`, each]));
    this.#queues = new Map(input.queues.map((queue) => [queue.id, queue]));
    this.#owners = new Map(input.owners.map((owner) => [owner.id, owner]));
  }

  get contracts(): readonly ContractFigures[] {
    return [...this.figures.contracts.values()];
  }

  version(contractId: string, version: number): KnownVersion | undefined {
    return this.#versions.get(`${contractId} ${version}`);
  }

  /** The version of a contract that is in force, or else the latest that had a part in the month, if it is known. */
  latest({ contractId, versions }: Pick<ContractFigures, 'contractId' | 'versions'>): KnownVersion | undefined {
    const inForce = this.input.inForce?.get(contractId);
    const known = inForce === undefined ? undefined : this.version(contractId, inForce);
    return known ?? this.knownOf({ contractId, versions })[0];
  }

  /** The versions of a contract that had a part in the month and are known, the latest first. */
  knownOf({ contractId, versions }: Pick<ContractFigures, 'contractId' | 'versions'>): readonly KnownVersion[] {
    return [...versions.keys()].sort((a, b) => b - a).flatMap((version) => this.version(contractId, version) ?? []);
  }

  nameOf({ contractId, versions }: Pick<ContractFigures, 'contractId' | 'versions'>): string {
    return this.latest({ contractId, versions })?.body.name ?? contractId;
  }

  /** What a suggestion says of the contract that it is about. */
  about(contract: ContractFigures): Pick<Suggestion, 'contractId' | 'contractName' | 'contractVersion'> {
    const version = this.latest(contract)?.version;
    const named = { contractId: contract.contractId, contractName: this.nameOf(contract) };
    return version === undefined ? named : { ...named, contractVersion: version };
  }

  queue(id: string): KnownQueue | undefined {
    return this.#queues.get(id);
  }

  owner(id: string): KnownOwner | undefined {
    return this.#owners.get(id);
  }

  /** `days`: those that are meant, where that is not the month. */
  link(of: FigureOf, days: DaysMeant = this.days): string {
    return figureLink(of, days);
  }
}
