import type { AlertEvent } from '@lockstep/domain';

/** What happened to an alert, for its biography: a sentence, and who did it. */
export interface AlertWords {
  readonly text: string;
  readonly by: string | null;
}

export function wordsOf(event: AlertEvent): AlertWords {
  switch (event.type) {
    case 'AlertRaised':
      return said(
        event.data.severity === null
          ? `Seen: ${event.data.title}. Nobody is told until it lasts.`
          : `Fires as ${event.data.severity}: ${event.data.title}.`,
      );
    case 'AlertFired':
      return said(`It lasts, and fires as ${event.data.severity}.`);
    case 'AlertEscalated':
      return said(`It has become ${event.data.severity}.`);
    case 'AlertChanged':
      return said(changedText(event.data.title, event.data.diagnosis?.title));
    case 'AlertMembersChanged':
      return said(membersText(event.data.joined?.length ?? 0, event.data.left?.length ?? 0));
    case 'AlertRecovering':
      return said('Its cause is gone; it waits whether that stays so.');
    case 'AlertRelapsed':
      return said('Its cause is back.');
    case 'AlertResolved': {
      const { heldForMs, fixedBy } = event.data;
      return said(`Resolved after ${spanText(heldForMs)}${fixedBy === undefined ? '' : `; mended by ${fixedBy}`}.`);
    }
    case 'AlertRegressed':
      return said('The same is back within a day.');
    case 'FlappingBegan':
      return said('It turns to and fro: nothing more is said of it until it is calm.');
    case 'FlappingEnded':
      return said('It is calm again.');
    case 'AlertSuppressionChanged':
      return said(suppressionText(event.data.by.map(({ by, id }) => ({ by, id }))));
    case 'AlertAcknowledged': {
      const { by, until, comment } = event.data;
      const end = until === null ? 'until it is resolved' : `until ${minuteText(until)}`;
      return { text: `Acknowledged ${end}${comment ? `: ${comment}` : '.'}`, by };
    }
    case 'AlertUnacknowledged': {
      const { by, because } = event.data;
      if (by !== null) return { text: 'Let go of.', by };
      return said(
        because === 'escalated'
          ? 'It has become worse, so it is nobody’s again.'
          : 'The time of its acknowledgement is up.',
      );
    }
    case 'AlertAssigned':
      return {
        text: event.data.to === null ? 'Assigned to nobody.' : `Assigned to ${event.data.to}.`,
        by: event.data.by,
      };
    case 'AlertCommented':
      return { text: event.data.comment, by: event.data.by };
  }
}

const said = (text: string): AlertWords => ({ text, by: null });

/** Of one cause of many, the cause is all that its title says. */
function changedText(title: string, cause: string | undefined): string {
  return cause === undefined || cause === title
    ? `It is now: ${title}.`
    : `It is now: ${title}. Probable cause: ${cause}.`;
}

/** It knows replicas: two of them may be of one mailbox. */
function membersText(joined: number, left: number): string {
  const more = `${joined} more ${joined === 1 ? 'replica is' : 'replicas are'} affected`;
  if (left === 0) return joined === 0 ? 'The same replicas are affected.' : `${more}.`;
  if (joined === 0) return `${left} ${left === 1 ? 'replica is' : 'replicas are'} no longer affected.`;
  return `${more}, ${left} no longer ${left === 1 ? 'is' : 'are'}.`;
}

function suppressionText(by: readonly { by: string; id: string }[]): string {
  if (by.length === 0) return 'Nothing keeps it quiet any more.';
  const reasons = by.map(({ by: what, id }) =>
    what === 'silence' ? 'a silence' : what === 'maintenance' ? 'maintenance' : `alert #${id}, its cause`,
  );
  return `Kept quiet by ${[...new Set(reasons)].join(' and ')}.`;
}

/** `13:34 UTC on 23 Nov 2026`: whoever reads it may be in another time zone than whoever said it. */
function minuteText(at: number): string {
  const [, day, month, year, time] = /, (\d+) (\w+) (\d+) (\d\d:\d\d)/.exec(new Date(at).toUTCString())!;
  return `${time} UTC on ${Number(day)} ${month} ${year}`;
}

function spanText(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 1) return 'less than a minute';
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}
