import type { DiagnosisRule } from '../rule.ts';
import { matchTroubled } from './signs/match-troubled.ts';
import { isGone } from './signs/mended.ts';
import { troubled } from './signs/troubles.ts';
import { leadsBecauseItStops } from './signs/worse.ts';

const CODES = ['index-damaged'];

export const indexDamaged: DiagnosisRule = {
  id: 'index-damaged',
  title: 'The index does not fit the folder',
  family: 'modern',
  source: 'Thunderbird Help, Rebuilding the index of a folder (Repair Folder); Dovecot, doveadm-force-resync(1)',
  seen: 'The index of a folder, a file that ends in `.msf`, lists another number of messages than the file that holds them.',
  cause:
    'The client was ended while it wrote, another program changed the file, or the file grew too large. The mail itself is most often whole.',
  tellApart: {
    'never-compacted':
      'There the client shows the right messages and the file holds deleted ones too; here the list itself is wrong.',
    'offline-store-damaged': 'Here the index is at fault, and can be made anew from the file; there the file is.',
    'headers-only': 'There the list is right and bodies are missing.',
  },
  matches: (evidence) =>
    matchTroubled(
      troubled(evidence, CODES),
      (where) => `the index of ${where} does not fit what the store holds, so its numbers cannot be trusted.`,
    ),
  before: (evidence) => leadsBecauseItStops(evidence, CODES),
  fix: {
    guardText: 'Do not compact the folder before it is repaired: what the index does not list would be removed.',
    guard: (_evidence, { folders }) => ({
      text: 'Do not compact before the repair: what the index does not list would be removed. A folder that is only local must be copied first.',
      items: null,
      folders,
    }),
    steps: [
      'Close Thunderbird on {device}.',
      'Copy the folder of its profile to another place.',
      'Open Thunderbird again, right-click {folder} and choose *Properties → General Information*.',
      'Press *Repair Folder* and wait until the list is built; messages of an IMAP account are fetched anew.',
      'If the list is still wrong, close Thunderbird, remove the file of that folder that ends in `.msf`, and open it again.',
      'Keep virus scanners and backups away from the profile while Thunderbird runs.',
    ],
    forWhom: 'user',
    cost: 'Ten minutes, and a download of the folder.',
    risk: 'Low with a copy; tags and read marks that the server does not keep may be lost.',
    confirmedWhen: 'Index and file agree again.',
    confirmed: (evidence, tried) => isGone(evidence, tried, CODES),
  },
};
