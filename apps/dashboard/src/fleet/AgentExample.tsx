import style from './FirstRun.module.css';

const FOUND = [
  ['INBOX', '08:39', '1,284', '1,284'],
  ['Projects › Été', '08:39', '20', '18'],
  ['Archives › 2025', '08:39', '5,110', '5,110'],
  ['Sent', '08:39', '932', '932'],
] as const;

/** What `look` prints, so that one knows beforehand what will stand here. */
export function AgentExample() {
  return (
    <div>
      <h2 className="m">What an agent finds</h2>
      <p className={`i2 ${style.said}`}>
        Try it without any server of ours: <code>npx lockstep-agent look</code>
      </p>
      <div className={style.look}>
        <table>
          <caption className="visually-hidden">An example of what an agent finds</caption>
          <thead>
            <tr>
              <th>Folder</th>
              <th className="num">Last sync</th>
              <th className="num">Server</th>
              <th className="num">Offline</th>
            </tr>
          </thead>
          <tbody>
            {FOUND.map(([folder, at, server, offline]) => (
              <tr key={folder}>
                <td className="m">{folder}</td>
                <td className="num i2">{at}</td>
                <td className="num">{server}</td>
                <td className={server === offline ? 'num' : `num b ${style.differs}`}>{offline}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
