/** What else can be ordered for a worker: quiet buttons, each with a line on what it does; what gives first, then what takes. */
import type { Offer } from '../../core/issuance/offers.ts';
import type { WorkerCard } from '../../shared/workers.ts';
import { useNow, usePage, useText } from '../context.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { liveCode, type OtherOffer, orderFor } from '../words/orders.ts';

const icons: Readonly<Record<OtherOffer, IconName>> = {
  enrol: 'badge',
  'replace-standard': 'badge',
  'extend-standard': 'clock',
  'reset-pin': 'key',
  'revoke-temporary': 'trash',
  'revoke-standard': 'trash',
  'revoke-method': 'stop',
};

const taking: ReadonlySet<Offer['kind']> = new Set(['revoke-temporary', 'revoke-standard', 'revoke-method']);

/** As many fit beside each other. */
const inOneRow = 3;

/** @param props.except what already stands on the card as its main task */
export function MoreOffers(props: { readonly card: WorkerCard; readonly except: Offer['kind'] }) {
  const { t } = useText();
  const { card, except } = props;
  const offers = card.offers.filter(({ kind }) => kind !== 'issue' && kind !== except);
  if (offers.length === 0) return null;
  const give = offers.filter(({ kind }) => !taking.has(kind));
  const take = offers.filter(({ kind }) => taking.has(kind));
  const rows = offers.length > inOneRow ? [give, take] : [offers];
  return (
    <section class="more" aria-label={t('offer.title')}>
      <h2 class="more__title">{t('offer.title')}</h2>
      {rows.map((some) =>
        some.length === 0 ? null : (
          <ul key={some[0]?.kind} class="more__list">
            {some.map((offer) => (
              <li key={offer.kind}>
                <OfferButton offer={offer} card={card} />
              </li>
            ))}
          </ul>
        ),
      )}
    </section>
  );
}

function OfferButton({ offer, card }: { readonly offer: Offer; readonly card: WorkerCard }) {
  const { kiosk, text } = usePage();
  const { kind } = offer;
  const nowMs = useNow(60_000);
  if (kind === 'issue') return null;
  const order = orderFor(kind, card);
  const { label, hint } = wordsOf(text, offer, card, nowMs);
  return (
    <button
      type="button"
      class={taking.has(kind) ? 'offer offer--takes' : 'offer'}
      data-testid={kind}
      disabled={order === null || offer.obstacle !== null}
      onClick={(event) => {
        if (event.detail <= 1 && order !== null) kiosk.send({ type: 'order-asked', order });
      }}
    >
      <Icon name={icons[kind]} />
      <span class="offer__words">
        <span class="offer__label">{label}</span>
        <span class="offer__hint">{hint}</span>
      </span>
    </button>
  );
}

function wordsOf(
  { t, format }: ReturnType<typeof useText>,
  { kind, obstacle, untilMs }: Offer,
  card: WorkerCard,
  nowMs: number,
): { readonly label: string; readonly hint: string } {
  switch (kind) {
    case 'issue':
    case 'enrol':
      return { label: t('offer.enrol'), hint: t('worker.enrolText') };
    case 'replace-standard': {
      const word = liveCode(card.standard) === null ? 'new-standard' : kind;
      return { label: t(`offer.${word}`), hint: t(`offer.${word}Hint`) };
    }
    case 'extend-standard': {
      const when = untilMs === null ? '' : format.when(untilMs, nowMs);
      const hint = obstacle === null ? t('offer.extend-standardHint', { when }) : t(`offer.${obstacle}`);
      return { label: t('offer.extend-standard'), hint };
    }
    default:
      return { label: t(`offer.${kind}`), hint: t(`offer.${kind}Hint`) };
  }
}
