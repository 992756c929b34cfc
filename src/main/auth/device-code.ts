/** A device code as the page shows it: checked, bounded, and with a picture of the link. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DeviceCode } from '../ports.ts';

export interface DeviceCodeReply {
  readonly userCode: string;
  readonly verificationUri: string;
  readonly expiresIn: number;
}

/** Null when the service's answer is nothing to show to a person. */
export async function presentDeviceCode(reply: DeviceCodeReply): Promise<DeviceCode | null> {
  const { userCode, verificationUri, expiresIn } = reply;
  if (!/^[A-Za-z0-9-]{4,32}$/.test(userCode) || !isShowable(verificationUri)) return null;
  // What draws it is loaded for it, not in one go with reading the reply. A pixel a module: the page enlarges it.
  await nextTurn();
  const { toDataURL } = await import('qrcode');
  const qrDataUrl = await toDataURL(verificationUri, {
    errorCorrectionLevel: 'M',
    margin: 4,
    scale: 1,
  });
  return { userCode, verificationUri, qrDataUrl, expiresInMs: expiresIn * 1000 };
}

function isShowable(link: string): boolean {
  return (
    typeof link === 'string' &&
    link.length <= 256 &&
    URL.canParse(link) &&
    new URL(link).protocol === 'https:'
  );
}
