/** An order said back: what will happen, what the worker loses, and one tap for each of yes and no. */
import { farthestStartMs } from '../../core/issuance/limits.ts';
import type { CodeView, WorkerCard } from '../../shared/workers.ts';
import { useNow, usePage } from '../context.ts';
import type { At } from '../page-data.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Filled, gap, Name } from '../ui/filled.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { type Point, type PointTone, pointsOf } from '../words/confirm-points.ts';
import { isolated } from '../words/i18n.ts';
import { liveCode, wordOf } from '../words/orders.ts';
import { CodesLeft } from './codes-left.tsx';
import { StartChoice } from './start-choice.tsx';

type Order = At<'confirm'>['order'];

export function ConfirmScreen({ state }: { readonly state: At<'confirm'> }) {
  const { kiosk, station, text } = usePage();
  const { t } = text;
  const nowMs = useNow(60_000);
  const { card, order } = state;
  const { worker, photoDataUrl } = card;
  const lifetimeDays = station?.standardLifetimeDays ?? 0;
  const lost = lostCode(order, card);
  return (
    <div class="question" data-testid="question" data-order={order.is}>
      <Avatar id={worker.id} name={worker.displayName} photo={photoDataUrl} size="large" />
      <h1>
        <Filled sentence={t(`confirm.${asked(order)}.title`, { name: gap })}>
          <Name>{worker.displayName}</Name>
        </Filled>
      </h1>
      {lost === null ? null : <OldCode code={lost} />}
      <Points points={pointsOf(order, { text, card, nowMs, lifetimeDays })} />
      {order.is === 'enrol' ? (
        <StartChoice
          startsAtMs={order.startsAtMs}
          farthestMs={farthestStartMs.enrol}
          onChoose={(startsAtMs) => kiosk.send({ type: 'start-chosen', startsAtMs })}
        />
      ) : null}
      {makesCode(order) ? <CodesLeft left={card.codesLeft} /> : null}
      <Answers order={order} />
    </div>
  );
}

function makesCode({ is }: Order): boolean {
  return is === 'issue' || is === 'replace' || is === 'enrol';
}

/** A permanent badge where there was none takes nothing away. */
function asked(order: Order) {
  return order.is === 'replace' && order.replaceCodeId === null ? 'new-badge' : wordOf(order);
}

const icons = {
  issue: 'retry',
  replace: 'retry',
  enrol: 'badge',
  extend: 'clock',
  'reset-pin': 'key',
  revoke: 'trash',
} as const satisfies Record<Order['is'], IconName>;

function Answers({ order }: { readonly order: Order }) {
  const { kiosk, text } = usePage();
  const { t } = text;
  const replaces = order.is === 'issue' || order.is === 'replace';
  return (
    <div class="answers">
      <Button
        size="large"
        testId="cancel"
        hasFocusFirst={true}
        onTap={() => kiosk.send({ type: 'cancel-asked' })}
      >
        {t(order.is === 'issue' ? 'confirm.keep' : 'confirm.leave')}
      </Button>
      <Button
        look="primary"
        size="large"
        icon={icons[order.is]}
        testId={replaces ? 'confirm-replace' : `confirm-${order.is}`}
        isGuarded={true}
        onTap={() => kiosk.send({ type: 'order-confirmed' })}
      >
        {t(`confirm.${asked(order)}.do`)}
      </Button>
    </div>
  );
}

/** The code that goes: whether somebody still uses it is worth a look. */
function lostCode(order: Order, card: WorkerCard): CodeView | null {
  if (order.is === 'issue') return card.temporary.code;
  if (order.is === 'replace') return order.replaceCodeId === null ? null : card.standard.code;
  if (order.is !== 'revoke') return null;
  return order.target === 'temporary' ? liveCode(card.temporary) : liveCode(card.standard);
}

const pointIcons: Readonly<Record<PointTone, IconName>> = {
  stops: 'stop',
  comes: 'printer',
  stays: 'check',
  when: 'clock',
  pin: 'key',
  know: 'info',
};

function Points({ points }: { readonly points: readonly Point[] }) {
  return (
    <ul class="points">
      {points.map(({ tone, words }) => (
        <li key={words} class={`point point--${tone}`}>
          <Icon name={pointIcons[tone]} />
          <span>{words}</span>
        </li>
      ))}
    </ul>
  );
}

function OldCode({ code }: { readonly code: CodeView }) {
  const { text } = usePage();
  const { t, format } = text;
  const nowMs = useNow(60_000);
  const when = format.when(code.createdAtMs, nowMs);
  const issued =
    code.issuedBy === null
      ? t('confirm.elsewhere', { when })
      : t('confirm.by', { when, who: isolated(code.issuedBy) });
  const used = code.lastUsedAtMs === null ? t('confirm.neverUsed') : format.when(code.lastUsedAtMs, nowMs);
  return (
    <Card look="facts">
      <dl>
        <div>
          <dt>{t('confirm.issued')}</dt>
          <dd>{issued}</dd>
        </div>
        <div>
          <dt>{t('confirm.until')}</dt>
          <dd>{format.when(code.expiresAtMs, nowMs)}</dd>
        </div>
        <div>
          <dt>{t('confirm.used')}</dt>
          <dd>{used}</dd>
        </div>
      </dl>
    </Card>
  );
}
