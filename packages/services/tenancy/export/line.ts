/** One line of an export: what it is, and what there is of it. */
export type ExportLine = { readonly kind: string } & Readonly<Record<string, unknown>>;

/** A line and its place in the section that it is of, behind which the section can be gone on with. */
export interface PlacedLine {
  readonly place: string;
  readonly line: ExportLine;
}

/** Lines in an order that does not change, from behind a place on, or from the first. */
export type Lines = (after: string | undefined) => AsyncIterable<PlacedLine>;
