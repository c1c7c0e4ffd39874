import type { DiagnosisRule } from '../rule.ts';

/** Kept for the knowledge base. Where it holds it holds silently: the modern causes speak for such a replica. */
export const K0: DiagnosisRule = {
  id: 'K0',
  title: 'The article does not apply',
  family: 'article',
  source: 'KB195875, The information in this article applies to',
  seen: 'The replica is no offline folders file of a mailbox on an Exchange server: a Maildir tree, a Thunderbird profile, a shared folder.',
  cause:
    'The steps of the article are for Outlook with the Corporate or Workgroup option, with a replica of a server mailbox. For all others the modern causes apply.',
  matches: () => null,
  fix: null,
};
