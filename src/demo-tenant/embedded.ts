/** The demo tenant that travels with the station: it can be used, and neither steered nor made to fail. */
import { plainManners } from './manners.ts';
import { createService, pause, type ServiceOptions } from './service.ts';

export interface EmbeddedTenant {
  /** Entra and Graph alike, told apart by path. */
  handle(request: Request): Promise<Response>;
}

/** @param latencyMs before each answer */
export function createEmbeddedTenant(options: ServiceOptions, latencyMs: number): EmbeddedTenant {
  const service = createService(options, Date.now);
  const manners = plainManners(latencyMs);
  return {
    async handle(request) {
      await pause(manners.latencyMs);
      return service.answer(request, manners);
    },
  };
}
