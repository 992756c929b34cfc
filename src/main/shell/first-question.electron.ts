/** The page is up before the station is: what it asks first waits for whoever can answer. */
import { type IpcMainInvokeEvent, ipcMain } from 'electron';
import type { Method } from '../../shared/api.ts';

/** The only one that a page asks while it knows nothing of the station. */
export const firstQuestion = 'station.read' satisfies Method;

/** How a call of the page is answered, its sender checked first. */
export type Answer = (event: IpcMainInvokeEvent, input: unknown) => unknown;

/** @returns what is to be called once with the answer, for what waits and for whatever is asked from then on */
export function keepFirstQuestion(): (answer: Answer) => void {
  let answerIs = (_answer: Answer) => {};
  const answer = new Promise<Answer>((resolve) => {
    answerIs = resolve;
  });
  ipcMain.handle(firstQuestion, async (event, input: unknown) => (await answer)(event, input));
  return answerIs;
}
