/** What the page is told of a scan: whom it means, and never what it said. */
import type { FoundWorker, WorkersFound } from './workers.ts';

export type ScanAnswer =
  /** `badge`: one that this station printed; then only what the journal has of the worker is known. */
  | { readonly is: 'worker'; readonly by: 'badge' | 'number' | 'upn'; readonly worker: FoundWorker }
  | (WorkersFound & { readonly is: 'several' })
  /** `unknown-badge`: no form of a number or sign-in name. `nobody`: one that nobody has. */
  | { readonly is: 'unknown-badge' | 'nobody'; readonly mayEnrol: boolean }
  /** There is no scan that was not read yet. */
  | { readonly is: 'nothing' };
