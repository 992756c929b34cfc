/** The station cannot start: which file or folder, what was found and what is allowed, as main says it, and what to do. */
import { usePage } from '../context.ts';
import { Card } from '../ui/card.tsx';
import { Icon } from '../ui/icon.tsx';

export function ConfigErrorScreen() {
  const { station, text } = usePage();
  const { t } = text;
  const wrong = station?.startTrouble ?? null;
  const about = wrong?.key === 'journal' || wrong?.key === 'data-dir' ? 'folderError' : 'configError';
  const next =
    about === 'configError' ? t('configError.next') : t(`folderError.${remedyFor(wrong?.found ?? '')}`);
  return (
    <div class="problem" data-testid="show-error" data-kind="config-error" data-request-id="">
      <span class="medal medal--warn">
        <Icon name="warning" />
      </span>
      <div class="problem__words">
        <div role="alert">
          <h1>{t(`${about}.title`)}</h1>
          <p class="lead">{t(`${about}.text`)}</p>
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
        <p>{next}</p>
      </div>
    </div>
  );
}

/** By the word of the file system or of SQLite. */
function remedyFor(found: string): 'full' | 'readOnly' | 'newer' | 'other' {
  if (/^(ENOSPC|EDQUOT|SQLITE_FULL)/.test(found)) return 'full';
  if (/^(EROFS|EACCES|EPERM|SQLITE_READONLY)/.test(found)) return 'readOnly';
  return found === 'newer-version' ? 'newer' : 'other';
}
