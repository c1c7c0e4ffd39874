import type { DiagnosisRule } from './rule.ts';
import { K0 } from './catalogue/k0-not-an-exchange-replica.ts';
import { K1 } from './catalogue/k1-offline-use-not-set-up.ts';
import { K2 } from './catalogue/k2-healthy.ts';
import { K3 } from './catalogue/k3-no-exchange-service.ts';
import { K4 } from './catalogue/k4-delivery-elsewhere.ts';
import { K5 } from './catalogue/k5-not-logged-on.ts';
import { K6 } from './catalogue/k6-not-on-the-network.ts';
import { K7 } from './catalogue/k7-store-moved.ts';
import { K8 } from './catalogue/k8-nobody-synchronized.ts';
import { K9 } from './catalogue/k9-large-backlog.ts';
import { K10 } from './catalogue/k10-automatic-synchronization-off.ts';
import { K11 } from './catalogue/k11-store-damaged.ts';
import { K12 } from './catalogue/k12-support-files-damaged.ts';
import { K13 } from './catalogue/k13-escalate.ts';
import { cacheWindow } from './catalogue/cache-window.ts';
import { causeUnknown } from './catalogue/cause-unknown.ts';
import { clientSuspected } from './catalogue/client-suspected.ts';
import { credentialsRejected } from './catalogue/credentials-rejected.ts';
import { duplicates } from './catalogue/duplicates.ts';
import { folderMarkerMissing } from './catalogue/folder-marker-missing.ts';
import { headersOnly } from './catalogue/headers-only.ts';
import { hiddenItems } from './catalogue/hidden-items.ts';
import { indexDamaged } from './catalogue/index-damaged.ts';
import { localOnlyFolder } from './catalogue/local-only-folder.ts';
import { mailboxMoved } from './catalogue/mailbox-moved.ts';
import { messageRejected } from './catalogue/message-rejected.ts';
import { neverCompacted } from './catalogue/never-compacted.ts';
import { notSynchronizing } from './catalogue/not-synchronizing.ts';
import { offlineDeleted } from './catalogue/offline-deleted.ts';
import { offlineFolderMissing } from './catalogue/offline-folder-missing.ts';
import { offlineStoreDamaged } from './catalogue/offline-store-damaged.ts';
import { offlineStoreInUse } from './catalogue/offline-store-in-use.ts';
import { offlineUseNotSetUp } from './catalogue/offline-use-not-set-up.ts';
import { partialRead } from './catalogue/partial-read.ts';
import { peerNeverConnected } from './catalogue/peer-never-connected.ts';
import { serverDeleted } from './catalogue/server-deleted.ts';
import { serverFolderMissing } from './catalogue/server-folder-missing.ts';
import { serverSuspected } from './catalogue/server-suspected.ts';
import { serverUnreachable } from './catalogue/server-unreachable.ts';
import { siteSuspected } from './catalogue/site-suspected.ts';
import { sizeLimit } from './catalogue/size-limit.ts';
import { syncHung } from './catalogue/sync-hung.ts';
import { syncInterrupted } from './catalogue/sync-interrupted.ts';
import { syncStateDamaged } from './catalogue/sync-state-damaged.ts';
import { tlsFailed } from './catalogue/tls-failed.ts';
import { tooLarge } from './catalogue/too-large.ts';
import { uidvalidityChanged } from './catalogue/uidvalidity-changed.ts';
import { unsupportedStore } from './catalogue/unsupported-store.ts';

/** All of DOMAIN's causes in the order in which they are to be tried: causes before effects, cheap and safe before dear and risky. */
export const CATALOGUE: readonly DiagnosisRule[] = [
  // Many turned together: what they share comes before anything on one device.
  serverSuspected,
  siteSuspected,
  clientSuspected,
  // The article: profile, logon, network.
  K1,
  K3,
  K4,
  K5,
  K6,
  // What stops everything.
  credentialsRejected,
  tlsFailed,
  serverUnreachable,
  offlineUseNotSetUp,
  unsupportedStore,
  offlineStoreInUse,
  syncInterrupted,
  syncHung,
  peerNeverConnected,
  folderMarkerMissing,
  // The article: a moved store, and nobody who synchronizes.
  K7,
  K8,
  K10,
  // What is probably as it should be.
  cacheWindow,
  sizeLimit,
  hiddenItems,
  localOnlyFolder,
  // Cheap to mend.
  notSynchronizing,
  offlineFolderMissing,
  serverFolderMissing,
  messageRejected,
  offlineDeleted,
  serverDeleted,
  headersOnly,
  neverCompacted,
  // The article: a new store, new support files.
  K11,
  K12,
  // Dear, or risky.
  uidvalidityChanged,
  syncStateDamaged,
  duplicates,
  mailboxMoved,
  indexDamaged,
  offlineStoreDamaged,
  tooLarge,
  // What is left: a part that could not be read, a case to escalate, and what heals by itself or is well.
  partialRead,
  K13,
  causeUnknown,
  K9,
  K2,
  K0,
];
