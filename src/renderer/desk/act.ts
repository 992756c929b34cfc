/** What a button of the bulk pages does. */
import type { Result } from '../../core/result.ts';
import type { Trouble } from '../../core/trouble.ts';

/** Calls the station; a refusal is shown above the page. */
export type Act = (call: Promise<Result<unknown, Trouble>>) => void;
