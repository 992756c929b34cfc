/** What stands behind a method of the contract: who may call it, and what it does. */
import type { Input, Method, Output, SupervisorView } from '../../shared/api.ts';

/** Who may call: `anyone` at the screen, `supervisor` signed in and unlocked, `issuer` with the role besides. */
export type Role = 'anyone' | 'supervisor' | 'issuer';

/** What to answer a caller without the role; a method for anyone never refuses. */
export type Handler<M extends Method> = {
  readonly role: Role;
  readonly run: (input: Input<M>, supervisor: SupervisorView | null) => Promise<Output<M>> | Output<M>;
};
export type Handlers = { readonly [M in Method]: Handler<M> };
