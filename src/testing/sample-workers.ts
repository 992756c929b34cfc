/** People to show the page with: long names, names in other scripts, and one for each obstacle. */
import { type TroubleKind, trouble } from '../core/trouble.ts';
import type { CodeState, WorkerCard, WorkerSummary } from '../shared/workers.ts';

const hourMs = 3_600_000;

function summary(
  number: number,
  displayName: string,
  department: string | null,
  known: Partial<WorkerSummary> = {},
): WorkerSummary {
  const digits = String(number).padStart(4, '0');
  return {
    id: `00000000-0000-4000-8000-00000000${digits}`,
    displayName,
    userPrincipalName: `worker${digits}@contoso.example`,
    employeeId: `20${digits}`,
    department,
    jobTitle: null,
    accountEnabled: true,
    ...known,
  };
}

const none: CodeState = { state: 'none', code: null };

function code(state: 'active' | 'not-yet-active' | 'expired', fromHours: number, toHours: number): CodeState {
  const nowMs = Date.now();
  return {
    state,
    code: {
      id: `c0de0000-0000-4000-8000-00000000${String(toHours + 1_000).padStart(4, '0')}`,
      createdAtMs: nowMs + Math.min(fromHours, 0) * hourMs,
      startsAtMs: nowMs + fromHours * hourMs,
      expiresAtMs: nowMs + toHours * hourMs,
      lastUsedAtMs: null,
      issuedBy: 'Marta Wiśniewska',
    },
  };
}

function card(worker: WorkerSummary, known: Partial<WorkerCard> = {}): WorkerCard {
  return {
    worker,
    photoDataUrl: null,
    temporary: none,
    standard: code('active', -2_000, 6_760),
    hasMethod: true,
    neverUsed: false,
    obstacle: null,
    ...known,
  };
}

function barred(worker: WorkerSummary, kind: TroubleKind): WorkerCard {
  return card(worker, { obstacle: trouble(kind), standard: none, hasMethod: kind !== 'no-method' });
}

/** Fresh cards; their codes are dated from now. */
export function sampleCards(): readonly WorkerCard[] {
  const ana = summary(1, 'Ana Ruiz', 'Welding', { jobTitle: 'Welder' });
  const long = summary(
    2,
    'Wolfeschlegelsteinhausenbergerdorff-Przybyszewska, Maximiliane Anastasia',
    'Warehouse and outbound logistics, night shift',
  );
  const arabic = summary(3, 'عبد الرحمن بن محمد الأنصاري', 'Assembly');
  const chinese = summary(4, '欧阳明辉', 'Paint shop');
  return [
    card(ana),
    card(long, { temporary: code('expired', -30, -18) }),
    card(arabic, { temporary: code('active', -2, 6) }),
    card(chinese, { neverUsed: true }),
    card(summary(5, 'Andrea Rossi', 'Logistics'), { temporary: code('not-yet-active', 2, 10) }),
    card(summary(6, 'Anand Krishnamurthy', 'Maintenance', { employeeId: null })),
    card(summary(7, 'Annika Schäfer', null), { temporary: { state: 'unknown', code: null } }),
    barred(summary(8, 'Anton Berg', 'Office', { accountEnabled: false }), 'worker-disabled'),
    barred(summary(9, 'Angela Novak', 'Assembly'), 'no-method'),
    barred(summary(10, 'Anders Admin', 'IT'), 'worker-privileged'),
    card(summary(11, '<b>Anna</b> O’Brien "quoted"', 'Assembly')),
  ];
}
