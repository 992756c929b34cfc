/** What a printer is tried with, without windows: says what was laid out, and can fail. */
import type { TestPageInput } from '../core/paper/test-page-layout.ts';
import { err, ok } from '../core/result.ts';
import { trouble } from '../core/trouble.ts';
import type { BadgeInput, Previews, PrintServer, TestPages } from '../main/paper-ports.ts';

export interface FakeTrials {
  readonly ports: {
    readonly printServer: PrintServer;
    readonly testPages: TestPages;
    readonly previews: Previews;
  };
  /** What was laid out, oldest first. */
  readonly pages: readonly TestPageInput[];
  readonly previewed: readonly {
    readonly badge: Omit<BadgeInput, 'content'>;
    readonly contentBytes: number;
  }[];
  /** Layouts fail from now on. */
  breakLayout(): void;
  /** Null: the print server does not answer. */
  setQueues(names: readonly string[] | null): void;
}

export function createFakeTrials(): FakeTrials {
  const pages: TestPageInput[] = [];
  const previewed: { badge: Omit<BadgeInput, 'content'>; contentBytes: number }[] = [];
  let queues: readonly string[] | null = ['first', 'spare'];
  let isBroken = false;
  const made = (text: string) =>
    isBroken ? err(trouble('layout-failed')) : ok(new TextEncoder().encode(text));
  return {
    ports: {
      printServer: { queues: async () => queues },
      testPages: {
        render: async (page) => {
          pages.push(page);
          return made(`${page.kind} page`);
        },
      },
      previews: {
        picture: async (badge, contentBytes) => {
          previewed.push({ badge, contentBytes });
          return made(`picture for ${badge.workerName}`);
        },
      },
    },
    pages,
    previewed,
    breakLayout: () => {
      isBroken = true;
    },
    setQueues: (names) => {
      queues = names;
    },
  };
}
