/** What a test or a person turns at the page's stand-in station. */
import type { Trouble } from '../core/trouble.ts';
import type { SpoolView } from '../shared/printers.ts';
import type { IssuanceKnobs } from './fake-issuance.ts';

export interface Knobs extends IssuanceKnobs {
  /** How the next sign-in ends; null: well. `never`: only when it is cancelled. */
  signIn: Trouble | 'never' | null;
  mayIssue: boolean;
  idleLockSeconds: number;
  searchTrouble: Trouble | null;
  /** What the print system would have set otherwise. */
  spool: readonly SpoolView[];
}
