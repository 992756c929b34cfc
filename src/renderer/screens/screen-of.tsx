/** Which screen shows which state: one file each. */
import { assertNever } from '../../core/result.ts';
import type { State } from '../page-data.ts';
import { CollectScreen } from './collect.tsx';
import { ConfigErrorScreen } from './config-error.tsx';
import { ConfirmScreen } from './confirm.tsx';
import { DoneScreen } from './done.tsx';
import { IdentifyScreen } from './identify.tsx';
import { IssuingScreen } from './issuing.tsx';
import { LockedScreen } from './locked.tsx';
import { PrintingScreen } from './printing.tsx';
import { ProblemScreen } from './problem.tsx';
import { SearchScreen } from './search.tsx';
import { SignInScreen } from './sign-in.tsx';
import { SigningInScreen } from './signing-in.tsx';
import { StartingScreen } from './starting.tsx';
import { WorkerScreen } from './worker.tsx';

export function ScreenOf({ state }: { readonly state: State }) {
  switch (state.screen) {
    case 'starting':
      return <StartingScreen />;
    case 'sign-in':
      return <SignInScreen state={state} />;
    case 'signing-in':
      return <SigningInScreen state={state} />;
    case 'search':
      return <SearchScreen state={state} />;
    case 'identify':
      return <IdentifyScreen />;
    case 'worker':
      return <WorkerScreen state={state} />;
    case 'confirm':
      return <ConfirmScreen state={state} />;
    case 'issuing':
      return <IssuingScreen state={state} />;
    case 'printing':
      return <PrintingScreen state={state} />;
    case 'collect':
      return <CollectScreen state={state} />;
    case 'done':
      return <DoneScreen state={state} />;
    case 'problem':
      return <ProblemScreen state={state} />;
    case 'locked':
      return <LockedScreen state={state} />;
    case 'config-error':
      return <ConfigErrorScreen />;
    default:
      return assertNever(state);
  }
}
