/** The page's powers, by name: one function per method of the contract and one subscription. Nothing generic crosses. */
import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge, Input, Method, Output, PageEvent } from '../shared/api.ts';

function calls<M extends Method>(method: M): (input: Input<M>) => Promise<Output<M>> {
  return (input) => ipcRenderer.invoke(method, input);
}

function told(message: PageEvent): PageEvent {
  const { changed } = message;
  return changed === 'key' ? { changed, letter: message.letter } : { changed };
}

const bridge: Bridge = {
  'station.read': calls('station.read'),
  'session.signIn': calls('session.signIn'),
  'session.signInAgain': calls('session.signInAgain'),
  'session.cancelSignIn': calls('session.cancelSignIn'),
  'session.signOut': calls('session.signOut'),
  'session.lock': calls('session.lock'),
  'session.setPin': calls('session.setPin'),
  'session.unlock': calls('session.unlock'),
  'session.touch': calls('session.touch'),
  'workers.search': calls('workers.search'),
  'workers.read': calls('workers.read'),
  'scan.read': calls('scan.read'),
  'issuance.start': calls('issuance.start'),
  'issuance.read': calls('issuance.read'),
  'issuance.answer': calls('issuance.answer'),
  'queue.add': calls('queue.add'),
  'queue.cancel': calls('queue.cancel'),
  'queue.seen': calls('queue.seen'),
  'leftovers.answer': calls('leftovers.answer'),
  'setAside.seen': calls('setAside.seen'),
  'spool.read': calls('spool.read'),
  'printers.read': calls('printers.read'),
  'printers.test': calls('printers.test'),
  'badge.preview': calls('badge.preview'),
  'today.read': calls('today.read'),
  'today.revoke': calls('today.revoke'),
  'bulk.check': calls('bulk.check'),
  'bulk.start': calls('bulk.start'),
  'bulk.read': calls('bulk.read'),
  'bulk.pause': calls('bulk.pause'),
  'bulk.resume': calls('bulk.resume'),
  'bulk.finish': calls('bulk.finish'),
  'bulk.answer': calls('bulk.answer'),
  'bulk.report': calls('bulk.report'),
  'journal.recent': calls('journal.recent'),
  onChange: (listener) => {
    const onMessage = (_event: unknown, message: PageEvent) => listener(told(message));
    ipcRenderer.on('page-event', onMessage);
    return () => {
      ipcRenderer.removeListener('page-event', onMessage);
    };
  },
};

contextBridge.exposeInMainWorld('daypass', bridge);
