/** The supervisor's menu: language, appearance, session PIN, journal, what a desk has more, print system, lock, sign out. */
import { useState } from 'preact/hooks';
import { type Locale, locales, type SupervisorView } from '../../shared/api.ts';
import { type Theme, usePage } from '../context.ts';
import { Bulk } from '../desk/bulk.tsx';
import { IssuedToday } from '../desk/issued-today.tsx';
import { PrinterSetup } from '../desk/printer-setup.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { languageNames } from '../words/i18n.ts';
import { JournalLines } from './journal-lines.tsx';
import { SetPin } from './set-pin.tsx';
import { SpoolNotes, useSpool } from './spool-notes.tsx';

type Part = 'menu' | 'pin' | 'journal' | 'printers' | 'spool' | 'today' | 'bulk';

const titles = {
  menu: 'menu.title',
  pin: 'pin.title',
  journal: 'journal.title',
  spool: 'menu.spool',
  printers: 'printerSetup.title',
  today: 'today.title',
  bulk: 'bulk.title',
} as const;

export function Menu(props: { readonly supervisor: SupervisorView | null; readonly onClose: () => void }) {
  const { text } = usePage();
  const { t } = text;
  const [part, setPart] = useState<Part>('menu');
  const { supervisor, onClose } = props;
  const spool = useSpool(supervisor !== null);
  return (
    <Dialog
      title={t(supervisor === null ? 'menu.settings' : titles[part])}
      size={part === 'printers' || part === 'bulk' ? 'wide' : 'normal'}
      onClose={onClose}
    >
      {part === 'printers' ? <PrinterSetup /> : null}
      {part === 'today' ? <IssuedToday /> : null}
      {part === 'bulk' ? <Bulk /> : null}
      {part === 'journal' ? <JournalLines /> : null}
      {part === 'spool' ? <SpoolNotes views={spool} /> : null}
      {part === 'pin' ? <SetPin onDone={onClose} /> : null}
      {part === 'menu' ? (
        <div class="menu">
          {supervisor === null ? null : <Who supervisor={supervisor} />}
          <LanguageChoice />
          <ThemeChoice />
          {supervisor === null ? null : (
            <SessionActions hasFindings={spool.length > 0} onPart={setPart} onClose={onClose} />
          )}
        </div>
      ) : null}
    </Dialog>
  );
}

function Who({ supervisor }: { readonly supervisor: SupervisorView }) {
  return (
    <div class="menu__who">
      <Avatar id={supervisor.id} name={supervisor.name} />
      <div>
        <p class="menu__name">
          <bdi>{supervisor.name}</bdi>
        </p>
        <p class="soft">{supervisor.upn}</p>
      </div>
    </div>
  );
}

function LanguageChoice() {
  const { text, settings } = usePage();
  return (
    <Choice<Locale>
      title={text.t('menu.language')}
      name="language"
      options={locales.map((locale) => ({ value: locale, words: languageNames[locale], lang: locale }))}
      chosen={settings.locale}
      onChoose={settings.setLocale}
    />
  );
}

function ThemeChoice() {
  const { text, settings } = usePage();
  const { t } = text;
  return (
    <Choice<Theme>
      title={t('menu.appearance')}
      name="theme"
      options={[
        { value: 'system', words: t('menu.system'), icon: 'auto' },
        { value: 'light', words: t('menu.light'), icon: 'sun' },
        { value: 'dark', words: t('menu.dark'), icon: 'moon' },
      ]}
      chosen={settings.theme}
      onChoose={settings.setTheme}
    />
  );
}

interface Option<V> {
  readonly value: V;
  readonly words: string;
  readonly lang?: string;
  readonly icon?: IconName;
}

function Choice<V extends string>(props: {
  readonly title: string;
  readonly name: string;
  readonly options: readonly Option<V>[];
  readonly chosen: V;
  readonly onChoose: (value: V) => void;
}) {
  return (
    <fieldset class="choice">
      <legend>{props.title}</legend>
      <div class="choice__options">
        {props.options.map(({ value, words, lang, icon }) => (
          <label key={value} class="choice__option" {...(lang === undefined ? {} : { lang })}>
            <input
              type="radio"
              name={props.name}
              value={value}
              checked={props.chosen === value}
              onChange={() => props.onChoose(value)}
            />
            {icon === undefined ? null : <Icon name={icon} />}
            <span>{words}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function SessionActions(props: {
  readonly hasFindings: boolean;
  readonly onPart: (part: Part) => void;
  readonly onClose: () => void;
}) {
  const { kiosk, station, text } = usePage();
  const { t } = text;
  const close = (event: { readonly type: 'lock-asked' | 'sign-out-asked' }) => () => {
    props.onClose();
    kiosk.send(event);
  };
  return (
    <div class="menu__actions">
      <Button icon="key" testId="set-pin" onTap={() => props.onPart('pin')}>
        {t(station?.session.hasPin ? 'menu.changePin' : 'menu.setPin')}
      </Button>
      <Button icon="list" testId="journal" onTap={() => props.onPart('journal')}>
        {t('menu.journal')}
      </Button>
      {station?.mode === 'desk' && station.session.supervisor?.mayIssue ? (
        <>
          <Button icon="list" testId="bulk" onTap={() => props.onPart('bulk')}>
            {t('menu.bulk')}
          </Button>
          <Button icon="printer" testId="printers" onTap={() => props.onPart('printers')}>
            {t('menu.printers')}
          </Button>
          <Button icon="badge" testId="today" onTap={() => props.onPart('today')}>
            {t('menu.today')}
          </Button>
        </>
      ) : null}
      {props.hasFindings ? (
        <Button icon="printer" testId="spool" onTap={() => props.onPart('spool')}>
          {t('menu.spool')}
        </Button>
      ) : null}
      <Button icon="lock" testId="lock" onTap={close({ type: 'lock-asked' })}>
        {t('menu.lock')}
      </Button>
      <Button icon="signOut" testId="sign-out" onTap={close({ type: 'sign-out-asked' })}>
        {t('menu.signOut')}
      </Button>
    </div>
  );
}
