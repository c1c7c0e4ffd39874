import { Command } from '../design/Command.tsx';

/** How the agent comes to a machine: out of this very server. */
export function InstallAgent() {
  return (
    <div>
      <p className="i3 small">Once on each machine, with Node 20.19 or newer; not in a copy of Lockstep itself:</p>
      <Command text={`npm install -g ${window.location.origin}/agent/lockstep-agent.tgz`} />
    </div>
  );
}
