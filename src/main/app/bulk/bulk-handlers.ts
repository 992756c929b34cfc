/** The contract's methods of bulk issuing: for a supervisor who may issue, at a desk. */
import { err, ok } from '../../../core/result.ts';
import { trouble } from '../../../core/trouble.ts';
import type { Method, SupervisorView } from '../../../shared/api.ts';
import type { SaveReport } from '../../bulk-ports.ts';
import type { Handlers } from '../handler.ts';
import type { Bulk } from './bulk.ts';

export type BulkMethod = Extract<Method, `bulk.${string}`>;

const atKiosk = err(trouble('not-permitted', { detail: 'kiosk' }));
const nobody = err(trouble('signed-out'));

/** @param bulk null at a kiosk */
export function bulkHandlers(bulk: Bulk | null, save: SaveReport): Pick<Handlers, BulkMethod> {
  const actor = ({ id, name }: SupervisorView) => ({ id, name });
  return {
    'bulk.read': { role: 'issuer', run: () => (bulk === null ? atKiosk : ok(bulk.view())) },
    'bulk.check': {
      role: 'issuer',
      run: (source, by) => (bulk === null ? atKiosk : by === null ? nobody : bulk.check(source, by.id)),
    },
    'bulk.start': {
      role: 'issuer',
      run: (order, by) => (bulk === null ? atKiosk : by === null ? nobody : bulk.start(order, actor(by))),
    },
    'bulk.pause': {
      role: 'issuer',
      run: () => {
        bulk?.pause('asked');
        return bulk === null ? atKiosk : ok(null);
      },
    },
    'bulk.resume': {
      role: 'issuer',
      run: (_input, by) => (bulk === null ? atKiosk : by === null ? nobody : bulk.resume(actor(by))),
    },
    'bulk.finish': {
      role: 'issuer',
      run: (_input, by) => (bulk === null ? atKiosk : by === null ? nobody : bulk.finish(actor(by))),
    },
    'bulk.answer': {
      role: 'issuer',
      run: ({ place, answer }, by) =>
        bulk === null ? atKiosk : by === null ? nobody : bulk.answer(place, answer, actor(by)),
    },
    'bulk.report': {
      role: 'issuer',
      run: () => {
        const text = bulk?.report() ?? null;
        if (bulk === null) return atKiosk;
        if (text === null) return err(trouble('interrupted'));
        const saved = save(text);
        return saved.ok ? ok({ file: saved.value }) : saved;
      },
    },
  };
}
