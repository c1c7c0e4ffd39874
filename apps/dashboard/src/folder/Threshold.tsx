import type { FolderRow, ReplicaView } from '@lockstep/contracts';
import { Link } from '@tanstack/react-router';
import { usePolicies } from '../policies/usePolicies.ts';
import { policyName, thresholdText } from './rule-text.ts';
import style from './FolderPage.module.css';

/** From when on a difference of this folder counts, by the policy that its mailbox is judged by. */
export function Threshold({
  folder,
  replica,
  at,
}: {
  folder: FolderRow;
  replica: ReplicaView;
  at: string | undefined;
}) {
  const { id, version } = replica.policy;
  const policy = usePolicies(at).data?.items.find((one) => one.id === id);
  return (
    <span className={`i3 small ${style.threshold}`}>
      {policy && `${thresholdText(folder, policy)} · `}
      <Link to="/policies" search={{ policy: id, version }} className="link">
        {policyName(replica.policy)}
      </Link>
    </span>
  );
}
