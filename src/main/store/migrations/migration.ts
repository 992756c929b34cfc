/** One step of the database's history. */
export interface Migration {
  /** Gapless: the n-th step has version n. */
  readonly version: number;
  readonly sql: string;
}
