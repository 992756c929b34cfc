/** What a supervisor can order for a worker as things stand: the buttons of the worker's card. */
import { canBeExtended, extendedUntilMs, type Lifetime } from './limits.ts';

export const offerKinds = [
  'issue',
  'enrol',
  'replace-standard',
  'extend-standard',
  'reset-pin',
  'revoke-temporary',
  'revoke-standard',
  'revoke-method',
] as const;
export type OfferKind = (typeof offerKinds)[number];

export interface Offer {
  readonly kind: OfferKind;
  /** Why it is shown and cannot be ordered: an end that is as late as it can be needs a new badge instead. */
  readonly obstacle: 'at-longest' | null;
  /** Until when an extension would let the code live. */
  readonly untilMs: number | null;
}

export interface Standing {
  readonly hasMethod: boolean;
  readonly temporary: Lifetime | null;
  readonly standard: Lifetime | null;
  readonly accountEnabled: boolean;
  /** By the service's clock. */
  readonly nowMs: number;
}

export interface StandardRules {
  readonly standardLifetimeDays: number;
  readonly allowEnrol: boolean;
  readonly allowReplaceStandard: boolean;
}

/** In the order in which they are shown. Somebody who may not sign in can lose codes and get none. */
export function offersOf(standing: Standing, rules: StandardRules): readonly Offer[] {
  return [...offersToGive(standing, rules), ...offersToTake(standing)];
}

function offersToGive(standing: Standing, rules: StandardRules): readonly Offer[] {
  const { hasMethod, standard, accountEnabled, nowMs } = standing;
  if (!accountEnabled) return [];
  if (!hasMethod) return rules.allowEnrol ? [plain('enrol')] : [];
  const isLive = standard !== null && standard.expiresAtMs > nowMs;
  return [
    plain('issue'),
    ...(rules.allowReplaceStandard ? [plain('replace-standard')] : []),
    ...(isLive ? [extension(standard, nowMs, rules)] : []),
    plain('reset-pin'),
  ];
}

function extension(standard: Lifetime, nowMs: number, { standardLifetimeDays: days }: StandardRules): Offer {
  const obstacle = canBeExtended(standard, nowMs, days) ? null : 'at-longest';
  return { kind: 'extend-standard', obstacle, untilMs: extendedUntilMs(standard, nowMs, days) };
}

function offersToTake({ hasMethod, temporary, standard, nowMs }: Standing): readonly Offer[] {
  const isLive = (code: Lifetime | null) => code !== null && code.expiresAtMs > nowMs;
  return [
    ...(isLive(temporary) ? [plain('revoke-temporary')] : []),
    ...(isLive(standard) ? [plain('revoke-standard')] : []),
    ...(hasMethod ? [plain('revoke-method')] : []),
  ];
}

function plain(kind: OfferKind): Offer {
  return { kind, obstacle: null, untilMs: null };
}
