/** A dialog over the page: the platform's own, which keeps the focus inside and gives it back. */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useText } from '../context.ts';
import { Button } from './button.tsx';

export function Dialog(props: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  /** A question that must be answered has no cross. */
  readonly hasClose?: boolean;
  readonly role?: 'dialog' | 'alertdialog';
  readonly size?: 'normal' | 'wide';
}) {
  const { t } = useText();
  const ref = useRef<HTMLDialogElement>(null);
  // Before the paint, so that the focus is back before the next screen takes it.
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (dialog === null || dialog.open) return;
    const before = document.activeElement;
    dialog.showModal();
    return () => {
      dialog.close();
      // The platform gives the focus back only to a dialog that is closed before it is taken away.
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      class={props.size === 'wide' ? 'dialog dialog--wide' : 'dialog'}
      role={props.role ?? 'dialog'}
      aria-labelledby="dialog-title"
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
      onClick={(event) => {
        if (event.target === ref.current) props.onClose();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.stopPropagation();
      }}
    >
      <div class="dialog__body">
        <div class="dialog__head">
          <h2 id="dialog-title">{props.title}</h2>
          {props.hasClose === false ? null : (
            <Button look="quiet" icon="cross" onTap={props.onClose}>
              {t('menu.close')}
            </Button>
          )}
        </div>
        {props.children}
      </div>
    </dialog>
  );
}
