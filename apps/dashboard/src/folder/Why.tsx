import type { FolderRow, ReplicaView } from '@lockstep/contracts';
import { CopyButton } from '../design/CopyButton.tsx';
import { Panel } from '../design/Panel.tsx';
import { useLocalTimes } from '../figures/Sentence.tsx';
import { useWhyChain } from './useWhyChain.tsx';
import { WhyLink } from './WhyLink.tsx';
import style from './FolderPage.module.css';

/** From what was said over the rule to who was told. */
export function Why({ folder, replica, at }: { folder: FolderRow; replica: ReplicaView; at: string | undefined }) {
  const chain = useWhyChain(folder, replica, at);
  const local = useLocalTimes();
  const calm = folder.status === 'in-step' || folder.localOnly;
  return (
    <Panel
      title={folder.localOnly ? 'Why it is not judged' : calm ? 'Why it is in step' : 'Why is it so?'}
      controls={
        <CopyButton
          text={chain.map(({ title, sub, text }) => `${title}${sub ? ` (${sub})` : ''}\n${local(text)}`).join('\n\n')}
          label="Copy as text"
        />
      }
    >
      <ol className={style.chain}>
        {chain.map((link) => (
          <WhyLink key={link.key} link={link} replica={replica.id} />
        ))}
      </ol>
    </Panel>
  );
}
