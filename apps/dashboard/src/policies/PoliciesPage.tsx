import { usePageTitle } from '../app/usePageTitle.ts';

export function PoliciesPage() {
  usePageTitle('Policies');
  return (
    <main className="page col g16">
      <h1>Policies</h1>
    </main>
  );
}
