import type { Evidence } from '../evidence.ts';
import type { DiagnosisRule } from '../rule.ts';
import { passed } from './signs/mended.ts';
import { matchStopped } from './signs/stopped.ts';
import { troubled } from './signs/troubles.ts';
import { SYNCHRONIZE_OUTLOOK } from './signs/outlook-steps.ts';

const CODES = ['credentials-rejected'];

export const credentialsRejected: DiagnosisRule = {
  id: 'credentials-rejected',
  title: 'The server rejects the password',
  family: 'modern',
  source: 'RFC 9051, 6.2 and the response code AUTHENTICATIONFAILED of RFC 5530; mbsync(1), Pass and PassCmd',
  seen: 'The server answers, and refuses the logon.',
  cause:
    'The password was changed, has expired or is mistyped in the client; or the account is locked, or asks for a second factor.',
  tellApart: {
    'server-unreachable': 'Here the server answers and says no; a server that cannot be reached says nothing.',
    'tls-failed': 'Here the secure connection stands before the password is refused; else no password was sent at all.',
    K5: 'K5 is a session without a logon to Windows; here a password was sent, and it is wrong.',
  },
  matches,
  // Who is logged on to the device and refused by the server needs a new password, not another logon.
  before: ({ replica }) => (replica.profile.loggedOn === true ? 'K5' : null),
  fix: {
    steps: [
      'Log on to the mailbox {mailbox} by webmail with the password that should be right.',
      'If that fails too, unlock the account or set a new password; with a second factor, make a password for this client.',
      'Put the new password where the client takes it from: with mbsync what PassCmd runs in its configuration, the file .mbsyncrc; in Thunderbird *Settings → Privacy & Security → Saved Passwords*.',
      'If the agent has a password of its own, give it the new one as well, in its password file or its environment, and restart it.',
      'Synchronize once by hand; with mbsync: `mbsync -a`',
    ],
    exchangeSteps: [
      'Log on to the mailbox {mailbox} by webmail with the password that should be right.',
      'If that fails too, unlock the account or set a new password.',
      'Close Outlook, and remove what is kept for {server} in *Control Panel → Credential Manager → Windows Credentials*.',
      'Start Outlook and give the new password when it asks; if the status bar says *Need Password*, click on that.',
      'If the agent has a password of its own, give it the new one as well, in its password file or its environment, and restart it.',
      SYNCHRONIZE_OUTLOOK,
    ],
    forWhom: 'user',
    cost: 'Five minutes.',
    risk: 'None. Many wrong attempts can lock the account: let no client go on trying until the password is right.',
    confirmedWhen: 'The server no longer rejects the password, and a sync completes.',
    confirmed: (evidence, tried) => passed(evidence, tried, CODES),
  },
};

function matches(evidence: Evidence) {
  // Where nobody is logged on to the device, the article's row has the cause.
  if (evidence.replica.profile.loggedOn === false) return null;
  return matchStopped(
    evidence,
    troubled(evidence, CODES),
    'logon',
    (where) => `${where} cannot synchronize: the server rejects the password.`,
  );
}
