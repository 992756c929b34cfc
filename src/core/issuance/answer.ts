/** What a person can say of the papers of an issuance, and what to do about one that did not come out. */
export type IssuanceAnswer =
  | 'badge-collected'
  /** The badge did not; or the PIN slip, where that is the only paper. */
  | 'nothing-came-out'
  /** Of an enrolment: the badge is there and the PIN slip is not. */
  | 'slip-missing'
  | 'reprint'
  | 'reprint-elsewhere'
  /** Instead of printing the slip again: the PIN on the lost one is worth nothing then. */
  | 'new-pin'
  /** Leaves the worker without a PIN that anybody knows; it can be reset later. */
  | 'give-up'
  | 'revoke';
