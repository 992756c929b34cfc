/** The ports of an issuance as the rows of a run share them. */
import { err, ok } from '../../../core/result.ts';
import { trouble } from '../../../core/trouble.ts';
import type { IssuingPorts } from '../issuing/journey.ts';
import type { Pacer } from './pacer.ts';
import { probedOnce } from './probed-once.ts';

export function runPorts(ports: IssuingPorts, pacer: Pacer): IssuingPorts {
  return {
    ...ports,
    directory: pacer.listening(ports.directory),
    journal: probedOnce(ports.journal, ports.clock),
    // Asked for all codes of the run at its start.
    rateCap: { left: (actorId) => ports.rateCap.left(actorId), allow: async () => ok(null) },
    // Nobody is asked to sign in once more by thirty rows at a time: the run rests, and a person sees why.
    authority: {
      read: () => ports.authority.read(),
      confirm: (atMostMs) => ports.authority.confirm(atMostMs),
      renew: async () => err(trouble('signed-out')),
    },
  };
}
