/** What a supervisor does at the screen, by the test ids of the contract. */
import { expect, type Page } from '@playwright/test';
import type { Input, Method, Output } from '../../src/shared/api.ts';
import type { Station } from './station.ts';

/** Calls a method of the contract from within the page, as a page gone wrong could. */
export function callFromPage<M extends Method>(page: Page, method: M, input: Input<M>): Promise<Output<M>> {
  return page.evaluate(
    ([name, argument]) => {
      const { daypass } = window as unknown as {
        daypass: Record<string, (input: unknown) => Promise<unknown>>;
      };
      return daypass[name]?.(argument);
    },
    [method, input] as const,
  ) as Promise<Output<M>>;
}

export async function expectScreen(page: Page, name: string): Promise<void> {
  await expect(page.getByTestId('screen')).toHaveAttribute('data-screen', name);
}

/** The card of this worker is on the screen. */
export async function expectCard(page: Page, worker: { readonly displayName: string }): Promise<void> {
  await expectScreen(page, 'worker');
  await expect(page.getByTestId('worker-name')).toHaveText(worker.displayName);
}

type AccountId = 'account-authentication-administrator' | 'account-no-role';

/** Opens the sign-in window and gives its page: the one that came from the tenant. */
export async function openSignIn({ app, page }: Station): Promise<Page> {
  await expectScreen(page, 'sign-in');
  const opened = app.waitForEvent('window', { predicate: (other) => !other.url().startsWith('data:') });
  await page.getByTestId('sign-in').click();
  const signIn = await opened;
  await signIn.waitForLoadState('domcontentloaded');
  return signIn;
}

export async function signIn(
  station: Station,
  account: AccountId = 'account-authentication-administrator',
): Promise<void> {
  const window = await openSignIn(station);
  await window.getByTestId(account).click();
  if (account === 'account-authentication-administrator') await expectScreen(station.page, 'search');
}

/** Types into the search and opens the worker's card. */
export async function findWorker(page: Page, text: string, workerId: string): Promise<void> {
  await page.getByTestId('worker-search').fill(text);
  await page.locator(`[data-testid="worker-result"][data-worker-id="${workerId}"]`).click();
  await expectScreen(page, 'worker');
}

/** A fresh start, signed in, with this worker's card on the screen. */
export async function startAtCard(
  start: () => Promise<Station>,
  text: string,
  workerId: string,
): Promise<Station> {
  const station = await start();
  await signIn(station);
  await findWorker(station.page, text, workerId);
  // Read to its end: what a test breaks from here on must not hit the reading.
  await expect(station.page.getByTestId('code-state')).toBeVisible();
  return station;
}

export async function issue(page: Page, hours = 8): Promise<void> {
  await page.locator(`[data-testid="lifetime"][data-hours="${hours}"]`).click();
  await page.getByTestId('issue').click();
}

/** Says yes to the question on the screen. */
export async function confirm(page: Page, testId: string): Promise<void> {
  await expectScreen(page, 'confirm');
  const button = page.getByTestId(testId);
  // A guarded button is dead for a moment: a person reads before tapping.
  await expect(button).not.toHaveAttribute('aria-disabled', 'true');
  await button.click();
}

export async function collect(page: Page): Promise<void> {
  await expectScreen(page, 'collect');
  await page.getByTestId('badge-collected').click();
  await expectScreen(page, 'done');
  await expect(page.getByTestId('outcome')).toHaveAttribute('data-outcome', 'handed-over');
}

export async function expectProblem(page: Page, kind: string): Promise<void> {
  await expect(page.getByTestId('show-error')).toHaveAttribute('data-kind', kind);
}
