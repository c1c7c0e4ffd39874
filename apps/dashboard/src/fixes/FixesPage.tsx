import { usePageTitle } from '../app/usePageTitle.ts';

export function FixesPage() {
  usePageTitle('Fixes');
  return (
    <main className="page col g16">
      <h1>Fixes</h1>
    </main>
  );
}
