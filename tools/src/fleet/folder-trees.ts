import { shuffled, wholeBetween, type Random } from '../random.ts';
import type { Tongue } from './people.ts';
import type { ServerKind } from './places.ts';

/** What comes and goes in a folder; a plan, from which the counts of any moment follow. */
export interface Folder {
  readonly path: readonly string[];
  /** How many items it began with. */
  readonly begins: number;
  /** New mail on a working day. */
  readonly perDay: number;
  /** Of what is read in the Inbox, the share filed here each evening. */
  readonly filedShare: number;
  /** A window of the client's: so many of the oldest are never kept offline. */
  readonly outsideWindow: number;
  /** By nature offline only, as Outlook's *Sync Issues*. */
  readonly localOnly: boolean;
}

/** The Inbox stands first. */
export function growTree(random: Random, kind: ServerKind, tongue: Tongue, busy: number): Folder[] {
  const names = { ...NAMES[tongue], ...(kind === 'exchange' ? BY_OUTLOOK[tongue] : {}) };
  const projects = shuffled(random, names.projects).slice(0, wholeBetween(random, 1, 5));
  const years = names.years.slice(0, wholeBetween(random, 1, 3));
  const lists = names.lists.slice(0, wholeBetween(random, 0, 2));

  return [
    folder(['INBOX'], wholeBetween(random, 20, 900), { perDay: busy * wholeBetween(random, 25, 110) }),
    folder([names.drafts], wholeBetween(random, 0, 9)),
    folder([names.sent], wholeBetween(random, 300, 6_000), { perDay: busy * wholeBetween(random, 4, 30) }),
    folder([names.junk], wholeBetween(random, 0, 60), { perDay: busy * wholeBetween(random, 0, 5) }),
    folder([names.trash], wholeBetween(random, 20, 1_200), { filedShare: 0.35 }),
    ...years.map((year, age) =>
      folder([names.archive, year], wholeBetween(random, 800, 9_000), {
        filedShare: age === 0 ? 0.35 : 0,
        outsideWindow: kind === 'exchange' && age > 0 ? wholeBetween(random, 200, 700) : 0,
      }),
    ),
    ...projects.map((project) =>
      folder([names.projectsRoot, project], wholeBetween(random, 15, 700), { filedShare: 0.3 / projects.length }),
    ),
    ...lists.map((list) => folder(['Lists', list], wholeBetween(random, 900, 12_000), { perDay: busy * 30 })),
    ...(kind === 'exchange' ? [folder([LOCAL_ONLY[tongue]], wholeBetween(random, 0, 40), { localOnly: true })] : []),
  ];
}

function folder(path: readonly string[], begins: number, more: Partial<Folder> = {}): Folder {
  return { path, begins, perDay: 0, filedShare: 0, outsideWindow: 0, localOnly: false, ...more };
}

interface Names {
  readonly drafts: string;
  readonly sent: string;
  readonly junk: string;
  readonly trash: string;
  readonly archive: string;
  readonly years: readonly string[];
  readonly projectsRoot: string;
  readonly projects: readonly string[];
  readonly lists: readonly string[];
}

const YEARS = ['2026', '2025', '2024'];
const LISTS = ['isync-devel', 'dovecot', 'debian-user', 'postgresql-general'];

const NAMES: Readonly<Record<Tongue, Names>> = {
  en: {
    drafts: 'Drafts',
    sent: 'Sent',
    junk: 'Junk',
    trash: 'Trash',
    archive: 'Archives',
    years: YEARS,
    projectsRoot: 'Projects',
    projects: ['Acme & Co', 'Budget 2027', 'Héliopolis', 'Audit', 'Órdago', 'Neubau Süd', 'Recruiting', 'Contracts'],
    lists: LISTS,
  },
  fr: {
    drafts: 'Brouillons',
    sent: 'Envoyés',
    junk: 'Indésirables',
    trash: 'Corbeille',
    archive: 'Archives',
    years: YEARS,
    projectsRoot: 'Projets',
    projects: ['Été', 'Acme & Co', 'Déménagement', 'Réunions', 'Forêt', 'Comptabilité'],
    lists: LISTS,
  },
  de: {
    drafts: 'Entwürfe',
    sent: 'Gesendet',
    junk: 'Spam',
    trash: 'Papierkorb',
    archive: 'Archiv',
    years: YEARS,
    projectsRoot: 'Projekte',
    projects: ['Übergabe', 'Ørsted', 'Straßenbau', 'Angebote', 'Kunden', 'Prüfung'],
    lists: LISTS,
  },
};

const BY_OUTLOOK: Readonly<Record<Tongue, Partial<Names>>> = {
  en: { sent: 'Sent Items', junk: 'Junk Email', trash: 'Deleted Items', archive: 'Archive', lists: [] },
  fr: { sent: 'Éléments envoyés', junk: 'Courrier indésirable', trash: 'Éléments supprimés', lists: [] },
  de: { sent: 'Gesendete Elemente', junk: 'Junk-E-Mail', trash: 'Gelöschte Elemente', lists: [] },
};

const LOCAL_ONLY: Readonly<Record<Tongue, string>> = {
  en: 'Sync Issues',
  fr: 'Problèmes de synchronisation',
  de: 'Synchronisierungsprobleme',
};
