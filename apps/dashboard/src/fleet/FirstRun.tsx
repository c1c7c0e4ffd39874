import { AgentExample } from './AgentExample.tsx';
import { Command } from '../design/Command.tsx';
import { FirstReport } from './FirstReport.tsx';
import { InstallAgent } from './InstallAgent.tsx';
import { JoinCommand } from './JoinCommand.tsx';
import style from './FirstRun.module.css';

/** An empty store: how the first machine joins, and a live wait for its first report. The fleet then takes this place. */
export function FirstRun({ enrolled }: { enrolled: number }) {
  return (
    <main className={`page ${style.page}`}>
      <div>
        <h1>Nothing reports yet.</h1>
        <p className={`i2 ${style.lead}`}>
          Lockstep needs one agent on one machine that keeps mail offline. From then on it compares every folder with
          the server, and this page becomes the fleet.
        </p>
        <ol className={style.steps}>
          <li>
            <h2>Enrol a machine</h2>
            <p className="i2">
              Run this where the offline store is. The key lets an agent join and report, and nothing else.
            </p>
            <InstallAgent />
            <JoinCommand />
          </li>
          <li>
            <h2>Let it run</h2>
            <Command text="npx lockstep-agent run">npx lockstep-agent run</Command>
            <p className="i3 small">
              The password of the mailbox comes from <code>LOCKSTEP_IMAP_PASSWORD</code> or <code>--password-file</code>
              , and stays on the machine.
            </p>
          </li>
          <li>
            <h2>See the first three numbers here</h2>
            <FirstReport enrolled={enrolled} />
          </li>
        </ol>
      </div>
      <aside className="col g16" aria-label="Before you begin">
        <AgentExample />
        <hr />
        <div>
          <h2 className="m">Only looking around?</h2>
          <p className={`i2 ${style.said}`}>
            Start a simulated fleet with a week of history, through the real agent door.
          </p>
          <Command text="npm start -- --demo" />
        </div>
        <hr />
        <div>
          <h2 className="m">What it reads</h2>
          <p className="i2">
            Maildir beside IMAP, as mbsync keeps it, or any source by one HTTP call. Never the content of a message.
          </p>
        </div>
      </aside>
    </main>
  );
}
