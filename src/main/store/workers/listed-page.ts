/** What one page of the directory says, as the copy takes it in. */

/** A worker as listed. `undefined`: not told, so as before; null: there is none. */
export interface ListedWorker {
  readonly id: string;
  readonly displayName: string | null | undefined;
  readonly surname: string | null | undefined;
  readonly userPrincipalName: string | null | undefined;
  readonly employeeId: string | null | undefined;
  readonly cardNumber: string | null | undefined;
  readonly department: string | null | undefined;
  readonly jobTitle: string | null | undefined;
  readonly accountEnabled: boolean | undefined;
}

export interface ListedPage {
  readonly workers: readonly ListedWorker[];
  /** `isForGood`: nothing can be restored. */
  readonly removed: readonly { readonly id: string; readonly isForGood: boolean }[];
  readonly onward:
    | { readonly is: 'next' | 'delta'; readonly link: string }
    | { readonly is: 'end'; readonly link: null };
}

/** Null when the bytes are no page. */
export type ReadPage = (body: Uint8Array) => ListedPage | null;
