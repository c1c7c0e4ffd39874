/** Pages that can be gone to by name; `also`: other words that people look for them by. */
export const PLACES: readonly {
  readonly word: string;
  readonly sub?: string;
  readonly also?: string;
  readonly href: string;
}[] = [
  { word: 'Fleet', href: '/', also: 'overview home' },
  { word: 'Mailboxes', href: '/mailboxes', also: 'users devices' },
  { word: 'Alerts', href: '/alerts' },
  { word: 'Fixes', href: '/fixes', also: 'knowledge' },
  { word: 'Policies', href: '/policies', also: 'thresholds rules' },
  { word: 'Settings', href: '/settings' },
  { word: 'Channels', sub: 'settings', href: '/settings/channels', also: 'email mail chat webhook' },
  { word: 'Routes', sub: 'settings', href: '/settings/routes', also: 'escalation' },
  { word: 'Silences', sub: 'settings', href: '/settings/silences' },
  { word: 'Maintenance', sub: 'settings', href: '/settings/maintenance', also: 'window' },
  { word: 'Deliveries', sub: 'settings', href: '/settings/deliveries', also: 'messages sent' },
  { word: 'Digest', sub: 'settings', href: '/settings/digest' },
  { word: 'Agents', sub: 'settings', href: '/settings/agents', also: 'join keys tokens enrol' },
  { word: 'People', sub: 'settings', href: '/settings/people', also: 'users roles admins' },
  { word: 'System health', sub: 'settings', href: '/settings/system', also: 'version lag throughput store size' },
  { word: 'Watchdog', sub: 'settings', href: '/settings/system?edit=watchdog', also: 'heartbeat' },
  { word: 'Fleet report', href: '/report', also: 'print pdf export' },
  { word: 'This browser', sub: 'settings', href: '/settings/browser', also: 'notifications' },
];
