/** Digits for the session PIN: large keys, a hidden field for a keyboard, and dots instead of digits. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { useText } from '../context.ts';
import { Icon } from './icon.tsx';

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;
const least = 4;
const most = 8;

export function PinPad(props: {
  readonly onPin: (pin: string) => void;
  readonly isBusy?: boolean;
  /** A new value empties the pad: another round, or a wrong PIN. */
  readonly round: number | string;
}) {
  const { t } = useText();
  const [digits, setDigits] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    setDigits('');
    field.current?.focus();
  }, [props.round]);
  const type = (next: string) => setDigits(next.replaceAll(/\D/g, '').slice(0, most));
  const enter = () => {
    if (digits.length < least || props.isBusy) return;
    props.onPin(digits);
    setDigits('');
  };
  return (
    // No form: the page's own policy lets none be submitted, not even to a listener.
    <div class="pin">
      <label class="pin__field">
        <span class="hidden">{t('pin.label')}</span>
        <input
          ref={field}
          type="password"
          inputMode="numeric"
          autocomplete="off"
          data-first=""
          data-testid="pin"
          value={digits}
          maxLength={most}
          onInput={(event) => type(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') enter();
          }}
        />
        <Dots count={digits.length} />
      </label>
      <Pad digits={digits} onType={type} onEnter={enter} canEnter={digits.length >= least && !props.isBusy} />
    </div>
  );
}

function Dots({ count }: { readonly count: number }) {
  const { t } = useText();
  const places = Math.max(least, count);
  return (
    <span class="pin__dots" role="status" aria-label={t('pin.digits', { count })}>
      {Array.from({ length: places }, (_, index) => (
        <span key={index} class={index < count ? 'pin__dot pin__dot--full' : 'pin__dot'} />
      ))}
    </span>
  );
}

function Pad(props: {
  readonly digits: string;
  readonly onType: (digits: string) => void;
  readonly onEnter: () => void;
  readonly canEnter: boolean;
}) {
  const { t } = useText();
  const { digits, onType } = props;
  return (
    <div class="pin__pad" dir="ltr">
      {keys.map((key) => (
        <button key={key} type="button" class="pin__key" onClick={() => onType(digits + key)}>
          {key}
        </button>
      ))}
      <button type="button" class="pin__key pin__key--quiet" onClick={() => onType(digits.slice(0, -1))}>
        <Icon name="backspace" />
        <span class="hidden">{t('pin.delete')}</span>
      </button>
      <button type="button" class="pin__key" onClick={() => onType(`${digits}0`)}>
        0
      </button>
      <button
        type="button"
        class="pin__key pin__key--enter"
        data-testid="pin-enter"
        disabled={!props.canEnter}
        onClick={props.onEnter}
      >
        <Icon name="check" />
        <span class="hidden">{t('pin.enter')}</span>
      </button>
    </div>
  );
}
