import type { SendMailOptions } from 'nodemailer';
import type { Message, Target } from '../message.ts';
import { headline } from '../wording.ts';
import { htmlPart } from './html.ts';
import { listed } from './listed.ts';
import { textPart } from './text.ts';
import { threadOf } from './threads.ts';

/** The mail for a message, as nodemailer takes it, to those who have not got it. A pure function of all three. */
export function mailOf(
  message: Message,
  { settings, now }: Target<'email'>,
  left: readonly string[] = settings.to,
): SendMailOptions {
  const { from } = settings;
  const list = listed(message);
  return {
    from: { name: 'Lockstep', address: from },
    to: [...settings.to],
    // Who has it already is named still, and gets no second copy.
    envelope: { from, to: [...left] },
    subject: headline(message),
    date: new Date(now),
    ...threadOf(message, from),
    text: textPart(message, list),
    html: htmlPart(message, list),
    headers: {
      'X-Lockstep-Message': message.key,
      'List-Id': `Lockstep alerts <alerts.lockstep.${from.slice(from.lastIndexOf('@') + 1)}>`,
      'Auto-Submitted': 'auto-generated',
      // Exchange answers automatic mail nonetheless, unless it is told like this.
      'X-Auto-Response-Suppress': 'All',
    },
    ...(isUrgent(message) ? { priority: 'high' as const } : {}),
    xMailer: false,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** A digest is read when there is time, whatever it tells of. */
const isUrgent = ({ severity, kind }: Message): boolean =>
  severity === 'critical' && kind !== 'resolved' && kind !== 'digest';
