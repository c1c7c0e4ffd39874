import { between, pick, randomFor, shuffled, wholeBetween } from '../random.ts';
import { serverOutage } from '../stories/server-outage.ts';
import { stopsSyncing } from '../stories/stops-syncing.ts';
import { inStep } from '../stories/in-step.ts';
import { USUAL_MIX } from '../stories/stories.ts';
import type { Story } from '../stories/story.ts';
import { days, hours, minutes, seconds, type Instant } from '../time.ts';
import { clientAt } from './clients.ts';
import { growTree } from './folder-trees.ts';
import type { Mailbox } from './mailbox.ts';
import { ordinaryCourse } from './ordinary.ts';
import { meetPerson, type Person } from './people.ts';
import { OUTAGE_SERVER, PLACES, type Place } from './places.ts';
import type { OnHours } from './working-days.ts';

export interface FleetPlan {
  readonly mailboxes: number;
  readonly seed: number;
  /** The moment around which the stories have their trouble; all else follows from it and the seed. */
  readonly anchor: Instant;
  /** One story for all, instead of the usual mix. */
  readonly story?: Story;
}

/** The whole fleet; the same plan gives the same fleet to the last item. */
export function makeFleet(plan: FleetPlan): Mailbox[] {
  const { mailboxes, seed } = plan;
  const stories = plan.story ? dealt([[plan.story, 1000]], plan) : dealt(USUAL_MIX, plan);
  const places = placesFor(mailboxes, seed);
  const logins = new Set<string>();

  return Array.from({ length: mailboxes }, (_, number) => {
    const place = places[number]!;
    const person = meetPerson(randomFor(seed, 'person', number), logins);
    // Who has no trouble of his own shares that of his server.
    const dealtOut = stories[number]!;
    const story = dealtOut === inStep && !plan.story && place.server === OUTAGE_SERVER ? serverOutage : dealtOut;
    return makeMailbox(plan, number, place, person, story);
  });
}

function makeMailbox(plan: FleetPlan, number: number, place: Place, person: Person, story: Story): Mailbox {
  const random = randomFor(plan.seed, 'mailbox', number);
  const client = clientAt(random, place, person);
  const folders = growTree(random, place.kind, person.tongue, busyness(random, story));
  const reportsFrom = plan.anchor - days(30) + wholeBetween(random, 0, minutes(30));
  const on = onHours(random, place, story);
  const ordinary = ordinaryCourse(on, client.syncEveryMs, reportsFrom);
  const tale = story.tell({ ordinary, random, anchor: plan.anchor, folders: folders.length });

  return {
    address: `${person.login}@${place.domain}`,
    labels: { name: person.name, site: place.site, team: pick(random, TEAMS) },
    client,
    mail: {
      folders,
      deliveries: tale.deliveries ?? [],
      away: tale.away ?? null,
      utcOffsetMs: place.utcOffsetMs,
      since: plan.anchor - days(14),
      phase: random(),
    },
    story: story.name,
    course: tale.course,
    losses: tale.losses ?? [],
    attempts: tale.attempts ?? (() => []),
    reportsFrom,
    eventful: story !== inStep,
  };
}

const TEAMS = ['Sales', 'Support', 'Engineering', 'Finance', 'Legal', 'Board', 'Logistics'];

/** Who stops synchronizing and gets no mail either is stale without being mismatched; half of them are such. */
function busyness(random: () => number, story: Story): number {
  const quiet = random() < (story === stopsSyncing ? 0.5 : 0.08);
  return quiet ? 0.002 : between(random, 0.4, 1.6);
}

/** One in twelve devices without a story is switched off outside office hours. */
function onHours(random: () => number, place: Place, story: Story): OnHours {
  const { utcOffsetMs } = place;
  const office = random() < 0.08 && story === inStep;
  const fromMs = hours(7) + wholeBetween(random, 0, minutes(100));
  const toMs = hours(17) + wholeBetween(random, 0, minutes(110)) + seconds(1);
  return { utcOffsetMs, fromMs: office ? fromMs : null, toMs };
}

/** Each story at least once as soon as there is room, and never more of it than its share. */
function dealt(mix: readonly (readonly [Story, number])[], { mailboxes, seed }: FleetPlan): Story[] {
  const deck = mix.flatMap(([story, perThousand]) =>
    Array.from({ length: Math.max(1, Math.round((mailboxes * perThousand) / 1_000)) }, () => story),
  );
  const rest = Array.from({ length: Math.max(0, mailboxes - deck.length) }, () => inStep);
  return shuffled(randomFor(seed, 'stories'), [...deck, ...rest]).slice(0, mailboxes);
}

function placesFor(mailboxes: number, seed: number): Place[] {
  const deck = PLACES.flatMap((place) => Array.from({ length: Math.ceil(mailboxes * place.share) }, () => place));
  return shuffled(randomFor(seed, 'places'), deck).slice(0, mailboxes);
}
