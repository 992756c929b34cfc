/** The station cannot start: which file, which key, what was found and what is allowed, as main says it. */
import { usePage } from '../context.ts';
import { Card } from '../ui/card.tsx';
import { Icon } from '../ui/icon.tsx';

export function ConfigErrorScreen() {
  const { station, text } = usePage();
  const { t } = text;
  const wrong = station?.startTrouble ?? null;
  return (
    <div class="problem" data-testid="show-error" data-kind="config-error" data-request-id="">
      <span class="medal medal--warn">
        <Icon name="warning" />
      </span>
      <div class="problem__words">
        <div role="alert">
          <h1>{t('configError.title')}</h1>
          <p class="lead">{t('configError.text')}</p>
        </div>
        {wrong === null ? null : (
          <Card look="facts">
            <dl>
              {(['file', 'key', 'found', 'allowed'] as const).map((part) => (
                <div key={part}>
                  <dt>{t(`configError.${part}`)}</dt>
                  <dd>
                    <bdi dir="ltr">{wrong[part]}</bdi>
                  </dd>
                </div>
              ))}
            </dl>
          </Card>
        )}
        <p>{t('configError.next')}</p>
      </div>
    </div>
  );
}
