import { between, pick, randomFor, shuffled, wholeBetween } from '../random.ts';
import { serverIsOut } from '../stories/server-is-out.ts';
import { serverOutage } from '../stories/server-outage.ts';
import { stopsSyncing } from '../stories/stops-syncing.ts';
import { inStep } from '../stories/in-step.ts';
import { USUAL_MIX } from '../stories/stories.ts';
import type { Story } from '../stories/story.ts';
import { days, hours, iso, minutes, seconds, type Instant } from '../time.ts';
import { clientAt } from './clients.ts';
import { growTree } from './folder-trees.ts';
import type { Mailbox } from './mailbox.ts';
import { ordinaryCourse } from './ordinary.ts';
import { meetPerson, type Person } from './people.ts';
import { OUT_SERVER, OUTAGE_SERVER, PLACES, type Place } from './places.ts';
import { switched, type OnHours } from './working-days.ts';

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
  const places = placesFor(plan);
  const stories = plan.story ? places.map(() => plan.story!) : dealt(places, plan);
  const logins = new Set<string>();

  return Array.from({ length: mailboxes }, (_, number) => {
    const place = places[number]!;
    const person = meetPerson(randomFor(seed, 'person', number), logins);
    return makeMailbox(plan, number, place, person, stories[number]!);
  });
}

function makeMailbox(plan: FleetPlan, number: number, place: Place, person: Person, story: Story): Mailbox {
  const random = randomFor(plan.seed, 'mailbox', number);
  const client = clientAt(random, place, person, story.kind === 'mbsync');
  const folders = growTree(random, place.kind, person.tongue, busyness(random, story));
  const reportsFrom = plan.anchor - days(30) + wholeBetween(random, 0, minutes(30));
  const on = onHours(random, place, story);
  const ordinary = ordinaryCourse(on, client.syncEveryMs, reportsFrom);
  const tale = story.tell({ ordinary, random, anchor: plan.anchor, folders: folders.length, client });
  const { profile } = client;

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
    twist: tale.twist ?? (() => null),
    facts: (at) => (tale.client ? { ...client.facts, ...tale.client(at) } : client.facts),
    profile: (at) => profile && { ...profile, ...lastExit(on, at), ...tale.profile?.(at) },
    shared: tale.shared ?? null,
    losses: tale.losses ?? [],
    attempts: tale.attempts ?? (() => []),
    reportsFrom,
    eventful: story !== inStep && !story.calm,
  };
}

/** Who goes home leaves the client, and the profile remembers when. */
function lastExit(on: OnHours, at: Instant): { lastExitAt?: string } {
  return on.fromMs === null ? {} : { lastExitAt: iso(switched(on, at).offAt) };
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

/**
 * Each story at least once as soon as there is room, never more of it than its share, and only where the client can have it: the
 * choosy stories choose first. Who has no trouble of his own shares that of his server; on the one that is out everybody does.
 */
function dealt(places: readonly Place[], { mailboxes, seed }: FleetPlan): Story[] {
  const stories: Story[] = places.map(({ server }) => COMMON_TROUBLE[server] ?? inStep);
  const free = new Set(shuffled(randomFor(seed, 'stories'), [...places.keys()]));
  for (const [story, perThousand] of USUAL_MIX.toSorted(([a], [b]) => Number(!a.kind) - Number(!b.kind))) {
    const wanted = Math.max(1, Math.round((mailboxes * perThousand) / 1_000));
    const numbers = [...free].filter((number) => fits(story, places[number]!)).slice(0, wanted);
    for (const number of numbers) {
      stories[number] = story;
      free.delete(number);
    }
  }
  return stories;
}

const COMMON_TROUBLE: Readonly<Record<string, Story>> = { [OUTAGE_SERVER]: serverOutage, [OUT_SERVER]: serverIsOut };

function fits({ kind }: Story, { server, kind: served }: Place): boolean {
  return server !== OUT_SERVER && (!kind || (kind === 'outlook') === (served === 'exchange'));
}

function placesFor({ mailboxes, seed, story }: FleetPlan): Place[] {
  const places = story ? PLACES.filter((place) => fits(story, place)) : PLACES;
  const deck = places.flatMap((place) => Array.from({ length: Math.ceil(mailboxes * place.share) }, () => place));
  const enough = Array.from({ length: Math.ceil(mailboxes / Math.max(1, deck.length)) }, () => deck).flat();
  return shuffled(randomFor(seed, 'places'), enough).slice(0, mailboxes);
}
