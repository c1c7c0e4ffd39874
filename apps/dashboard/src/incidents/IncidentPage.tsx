import { usePageTitle } from '../app/usePageTitle.ts';

export function IncidentPage() {
  usePageTitle('Incident');
  return (
    <main className="page col g16">
      <h1>Incident</h1>
    </main>
  );
}
