/** A print system about which there is nothing to say. */
import type { Spool } from '../main/paper-ports.ts';

export const quietSpool: Spool = { look: async () => [] };
