import type { BrowserNotice } from '@lockstep/contracts';
import { useEffect, useSyncExternalStore } from 'react';
import { onNotice } from '../server/live.ts';

/** Whether this browser shows notifications. Its own choice, so it stays with it; the browser's permission comes on top. */
const STORED = 'lockstep.notifications';
const listeners = new Set<() => void>();

const isOn = () => localStorage.getItem(STORED) === 'on';
export const canNotify = (): boolean => 'Notification' in window && window.isSecureContext;

export function useNotificationsOn(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => isOn() && canNotify() && Notification.permission === 'granted',
  );
}

/** Asks the browser where it has to; answers whether notifications are on now. */
export async function turnNotifications(on: boolean): Promise<boolean> {
  const granted = on && canNotify() && (await Notification.requestPermission()) === 'granted';
  localStorage.setItem(STORED, granted ? 'on' : 'off');
  listeners.forEach((tell) => tell());
  return granted;
}

/** One notification for each message of a browser channel; the same message in several tabs is one, by its key. */
export function useNotifications(go: (path: string) => void): void {
  const on = useNotificationsOn();
  useEffect(() => (on ? onNotice((notice) => show(notice, go)) : undefined), [on, go]);
}

function show({ key, title, text, severity, link }: BrowserNotice, go: (path: string) => void): void {
  const shown = new Notification(title, {
    body: text,
    tag: key,
    icon: '/mark.svg',
    requireInteraction: severity === 'critical',
  });
  shown.onclick = () => {
    window.focus();
    shown.close();
    const to = new URL(link, location.origin);
    // Only ever to a page of this server, whatever address it is known by elsewhere.
    go(to.pathname + to.search);
  };
}
