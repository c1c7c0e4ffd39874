import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Fragment, useEffect, useRef, type ComponentType } from 'react';
import { NotFound } from '../app/Broken.tsx';
import { useAt } from '../app/useAt.ts';
import { usePageTitle } from '../app/usePageTitle.ts';
import { AgentsSection } from './AgentsSection.tsx';
import { BrowserSection } from './BrowserSection.tsx';
import { ChannelsSection } from './ChannelsSection.tsx';
import { DeliveriesSection } from './DeliveriesSection.tsx';
import { DigestSection } from './DigestSection.tsx';
import { MaintenanceSection } from './MaintenanceSection.tsx';
import { PeopleSection } from './PeopleSection.tsx';
import { RoutesSection } from './RoutesSection.tsx';
import type { SectionProps } from './Section.tsx';
import { SilencesSection } from './SilencesSection.tsx';
import { SystemSection } from './SystemSection.tsx';
import style from './Settings.module.css';

type Sections = readonly (readonly [section: string, word: string, part: ComponentType<SectionProps>])[];

const GROUPS: readonly (readonly [title: string, sections: Sections])[] = [
  [
    'Telling',
    [
      ['channels', 'Channels', ChannelsSection],
      ['routes', 'Routes', RoutesSection],
      ['digest', 'Digest', DigestSection],
      ['deliveries', 'Deliveries', DeliveriesSection],
    ],
  ],
  [
    'Keeping quiet',
    [
      ['silences', 'Silences', SilencesSection],
      ['maintenance', 'Maintenance', MaintenanceSection],
    ],
  ],
  [
    'Access',
    [
      ['agents', 'Agents', AgentsSection],
      ['people', 'People', PeopleSection],
    ],
  ],
  [
    'Lockstep',
    [
      ['system', 'System health', SystemSection],
      ['browser', 'This browser', BrowserSection],
    ],
  ],
];
const SECTIONS: Sections = GROUPS.flatMap(([, sections]) => sections);

/** Settings are as they are now, whatever moment is looked at. */
export function SettingsPage() {
  const { section } = useParams({ from: '/shell/settings/$section' });
  const { edit } = useSearch({ from: '/shell/settings/$section' });
  const navigate = useNavigate({ from: '/settings/$section' });
  const readOnly = useAt() !== undefined;
  const [, word = 'Settings', Part] = SECTIONS.find(([name]) => name === section) ?? [];
  usePageTitle(word);
  const nav = useRef<HTMLElement>(null);
  // On a phone the sections are one row that scrolls: where one is must be in sight.
  useEffect(() => {
    nav.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [section]);
  if (!Part) return <NotFound />;
  return (
    <main className="page">
      <div className={style.head}>
        <h1 className="title">Settings</h1>
        {readOnly && <span className="i3">as they are now; go back to now to change them</span>}
      </div>
      <div className={style.body}>
        <nav ref={nav} className={`panel ${style.nav}`} aria-label="Settings">
          {GROUPS.map(([title, sections]) => (
            <Fragment key={title}>
              <h2 className={style.navTitle}>{title}</h2>
              {sections.map(([name, word]) => (
                <Link
                  key={name}
                  to="/settings/$section"
                  params={{ section: name }}
                  search={{}}
                  className={name === section ? style.on : undefined}
                  aria-current={name === section ? 'page' : undefined}
                >
                  {word}
                </Link>
              ))}
            </Fragment>
          ))}
        </nav>
        <div className={style.section}>
          <Part
            key={section}
            edit={readOnly ? undefined : edit}
            onEdit={(next) => void navigate({ to: '.', search: (old) => ({ ...old, edit: next }), resetScroll: false })}
            readOnly={readOnly}
          />
        </div>
      </div>
    </main>
  );
}
