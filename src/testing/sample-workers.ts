/** People to show the page with: long names, names in other scripts, and one for each obstacle. */
import { type Offer, offersOf, type StandardRules } from '../core/issuance/offers.ts';
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

export const sampleRules: StandardRules = {
  standardLifetimeDays: 365,
  allowEnrol: true,
  allowReplaceStandard: true,
};

/** What can be ordered, and what stands in the way, for the codes of the card. */
export function withOffers(card: Omit<WorkerCard, 'offers'>): WorkerCard {
  const { hasMethod, temporary, standard, worker } = card;
  const obstacle = card.obstacle ?? (hasMethod ? null : trouble('no-method'));
  const offers: readonly Offer[] =
    obstacle?.kind === 'worker-privileged'
      ? []
      : offersOf(
          {
            hasMethod,
            temporary: temporary.code,
            standard: standard.code,
            accountEnabled: worker.accountEnabled,
            nowMs: Date.now(),
          },
          sampleRules,
        );
  return { ...card, obstacle, offers };
}

function card(worker: WorkerSummary, known: Partial<WorkerCard> = {}): WorkerCard {
  return withOffers({
    worker,
    photoDataUrl: null,
    temporary: none,
    standard: used(code('active', -2_000, 6_760), 20),
    hasMethod: true,
    pinMustChange: false,
    neverUsed: false,
    codesLeft: null,
    obstacle: null,
    offline: null,
    ...known,
  });
}

/** A code in use. */
function used(state: CodeState, hoursAgo: number): CodeState {
  if (state.code === null) return state;
  return { ...state, code: { ...state.code, lastUsedAtMs: Date.now() - hoursAgo * hourMs } };
}

function barred(worker: WorkerSummary, kind: TroubleKind): WorkerCard {
  const hasMethod = kind !== 'no-method';
  const standard = hasMethod ? code('active', -2_000, 6_760) : none;
  return card(worker, { obstacle: trouble(kind), standard, hasMethod });
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
    card(summary(12, 'Anke Vogt', 'Assembly', { jobTitle: 'Shift lead' }), {
      temporary: used(code('active', -3, 5), 1),
    }),
    card(summary(13, 'Andrzej Mazur', 'Welding'), { standard: none, pinMustChange: true, neverUsed: true }),
    card(summary(14, 'Antonia Weiß', 'Paint shop'), { standard: used(code('active', -2, 9_478), 1) }),
    card(summary(15, 'Aneta Król', 'Logistics'), { standard: code('expired', -8_800, -40) }),
    card(summary(11, '<b>Anna</b> O’Brien "quoted"', 'Assembly')),
  ];
}
