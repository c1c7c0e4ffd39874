import type { FolderEvidence } from '../../evidence.ts';

/** From Microsoft’s advice on cached mode; beyond them a client gets slow, and synchronization with it. */
export const MANY_ITEMS = 100_000;
export const MANY_FOLDERS = 500;

export const isTooLarge = ({ serverItems, offlineItems }: FolderEvidence) =>
  Math.max(serverItems ?? 0, offlineItems ?? 0) > MANY_ITEMS;
