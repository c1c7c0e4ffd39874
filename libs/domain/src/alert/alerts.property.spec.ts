import { describe, expect, it } from '@jest/globals';
import {
  type AlertState,
  type AlertsState,
  type NewNotification,
  evolveAlerts,
  evolveMessages,
  initialAlerts,
  initialMessages,
  matchesAny,
  parseMessages,
  restoreAlerts,
  serializeAlert,
  serializeAlertsRest,
  serializeMessages,
} from '../index.ts';
import type { AlertStory } from '../testing/alert-story.ts';
import { liveAlerts } from '../testing/random-alerts.ts';
import { rankOf } from './causes.ts';
import { isInMaintenance } from './maintenance.ts';

const SEEDS = Array.from({ length: 16 }, (_, index) => index + 1);

/** What a life shows while it is lived. */
interface Lived {
  readonly story: AlertStory;
  readonly twice: string[];
  readonly untold: string[];
  readonly untrue: string[];
  readonly unled: string[];
}
const known = new Map<number, Lived>();

function lived(seed: number): Lived {
  const before = known.get(seed);
  if (before !== undefined) return before;
  const twice: string[] = [];
  const untold: string[] = [];
  const unled: string[] = [];
  const untrue: string[] = [];
  /** Since when each alert fires and nothing stands in its way. */
  const freeSince = new Map<string, number>();
  const story = liveAlerts(seed, (story) => {
    const { state, told, now } = story;
    const open = [...state.alerts.values()].filter(({ status }) => status !== 'resolved');
    const prints = open.map(({ fingerprint }) => fingerprint);
    twice.push(...prints.filter((print, at) => prints.indexOf(print) !== at));
    for (const one of open) unled.push(...(isLed(one, open) ? [] : [`${one.id} at ${now}`]));
    // What falls due between two rounds of the clock waits for the next one.
    if ((story.due() ?? Infinity) <= now) return;
    const alerts = new Set([...told.told.values()].map(({ alert }) => alert));
    for (const alert of open) {
      const isSaid = alert.suppressed.some(({ by }) => by !== 'inhibition');
      if (isSaid !== isSilenced(alert, story)) untrue.push(`${alert.id} at ${now}`);
    }
    for (const alert of state.alerts.values()) {
      const { id, status, firedAt, heardAt } = alert;
      if (status !== 'firing' || isKeptQuiet(alert, story)) freeSince.delete(id);
      else if (!freeSince.has(id)) freeSince.set(id, now);
      const since = Math.max(freeSince.get(id) ?? now, firedAt ?? 0, heardAt ?? 0);
      if (now - since > GROUP_WAIT_AND_INTERVAL_MS && !alerts.has(id)) untold.push(`${id} at ${now}`);
    }
  });
  const life = { story, twice, untold, unled, untrue };
  known.set(seed, life);
  return life;
}

/** Of two signs of one cause, no more than one is heard, and they do not keep each other quiet. */
function isLed(mismatch: AlertState, open: readonly AlertState[]): boolean {
  if (mismatch.rule !== 'mismatch' || mismatch.kind === 'although-synchronizing') return true;
  const stale = open.find(({ rule, replica }) => rule === 'stale' && replica === mismatch.replica);
  const stands = ({ status }: AlertState) => status === 'firing' || status === 'recovering';
  if (stale === undefined || !stands(stale) || !stands(mismatch)) return true;
  const causes = [stale, mismatch].map(({ suppressed }) => suppressed.find(({ by }) => by === 'inhibition')?.id);
  if (causes[0] === undefined && causes[1] === undefined) return false;
  return causes[0] !== mismatch.id || causes[1] === undefined;
}

/** Whether anything may keep an alert quiet, by what holds and not by what the alert says of itself. */
function isKeptQuiet(alert: AlertState, story: AlertStory): boolean {
  const { state, told, now } = story;
  if (isSilenced(alert, story)) return true;
  const heard = new Set([...told.told.values()].map((one) => one.alert));
  return [...state.alerts.values()].some((cause) => {
    const affects =
      alert.replica !== null &&
      (cause.replica === alert.replica || state.members.get(cause.id)?.has(alert.replica) === true);
    const isAbove = rankOf(cause)! < rankOf(alert)! || (rankOf(cause) === rankOf(alert) && cause.rule !== alert.rule);
    if (!affects || !isAbove || (cause.status !== 'firing' && cause.status !== 'recovering')) return false;
    // One that is as young may be told yet, and one that recovers may never be.
    const isYoung = cause.status === 'recovering' || now - cause.firedAt! <= GROUP_WAIT_AND_INTERVAL_MS;
    return heard.has(cause.id) || isYoung || isSilenced(cause, story);
  });
}

function isSilenced(alert: AlertState, { state, now }: AlertStory): boolean {
  const silences = [...state.silences.values()].filter(({ until }) => now < until);
  const windows = [...state.maintenance.values()].filter(({ input }) => isInMaintenance(input, now));
  return [...silences, ...windows.map(({ input }) => input)].some(({ matchers }) => matchesAny(matchers, alert));
}

const GROUP_WAIT_AND_INTERVAL_MS = 330_000;

/** Equal states give equal texts. */
const textOf = (state: AlertsState) =>
  [...state.alerts.keys()]
    .sort((one, other) => Number(one) - Number(other))
    .map((id) => serializeAlert(state, id))
    .concat(serializeAlertsRest(state));

/** The state as it is after it was written and read again. */
function restart(story: AlertStory): void {
  const alerts = [...story.state.alerts.keys()].map((id) => serializeAlert(story.state, id));
  story.state = restoreAlerts(alerts, serializeAlertsRest(story.state));
  story.told = parseMessages(serializeMessages(story.told));
}

/** Each alert as it stood when each message was decided, beside what the message tells of it. */
function watched(seed: number) {
  const seen: { message: NewNotification; alerts: Map<string, AlertState> }[] = [];
  let before = 0;
  const story = lived(seed).story;
  const state = initialAlerts();
  // Messages of a moment were decided after all events of that moment's clock: the next later event ends it.
  for (const event of story.log) {
    while (before < story.messages.length && story.messages[before]!.observedAt < event.observedAt)
      seen.push({ message: story.messages[before++]!, alerts: new Map(state.alerts) });
    evolveAlerts(state, event);
  }
  while (before < story.messages.length)
    seen.push({ message: story.messages[before++]!, alerts: new Map(state.alerts) });
  return { story, seen };
}

describe('alerts of whatever may happen', () => {
  it.each(SEEDS)('are one at most for each cause (%i)', (seed) => {
    expect(lived(seed).twice).toEqual([]);
  });

  it.each(SEEDS)('are told of once where two of a replica are signs of one cause (%i)', (seed) => {
    expect(lived(seed).unled).toEqual([]);
  });

  it.each(SEEDS)('say of silences and windows what is so, whenever nothing is due (%i)', (seed) => {
    expect(lived(seed).untrue).toEqual([]);
  });

  it.each(SEEDS)('live in order: pending, firing, recovering, resolved (%i)', (seed) => {
    const { log } = lived(seed).story;
    const may: Record<string, string[]> = {
      AlertRaised: ['none'],
      AlertFired: ['pending'],
      AlertEscalated: ['firing'],
      AlertRecovering: ['firing'],
      AlertRelapsed: ['recovering'],
      AlertResolved: ['pending', 'recovering'],
      AlertRegressed: ['resolved'],
      AlertAcknowledged: ['pending', 'firing', 'recovering'],
      AlertSuppressionChanged: ['pending', 'firing', 'recovering'],
      FlappingBegan: ['firing', 'recovering'],
    };
    const state = initialAlerts();
    for (const event of log) {
      const id = 'alert' in event.data ? event.data.alert : null;
      if (id !== null && may[event.type] !== undefined)
        expect([event.type, ...may[event.type]!]).toContain(state.alerts.get(id)?.status ?? 'none');
      evolveAlerts(state, event);
    }
  });

  it.each(SEEDS)('never fall in severity while they last, and flap from beginning to end (%i)', (seed) => {
    const { log } = lived(seed).story;
    const state = initialAlerts();
    for (const event of log) {
      const before = 'alert' in event.data ? state.alerts.get(event.data.alert) : undefined;
      const was = before === undefined ? null : { ...before };
      evolveAlerts(state, event);
      if (was === null || !('alert' in event.data)) continue;
      const now = state.alerts.get(event.data.alert)!;
      if (event.type === 'FlappingBegan') expect(was.flapping).toBe(false);
      if (event.type === 'FlappingEnded') expect(was.flapping).toBe(true);
      if (event.type === 'AlertResolved') expect(was.flapping).toBe(false);
      if (was.severity === 'critical' && event.type !== 'AlertRegressed') expect(now.severity).toBe('critical');
    }
  });

  it.each(SEEDS)('are decided once: the same input again adds nothing (%i)', (seed) => {
    let added = 0;
    const twice = (story: AlertStory) => {
      const decide = story.decide.bind(story);
      story.decide = (input) => {
        const events = decide(input);
        added += decide(input);
        return events;
      };
    };
    let isFirst = true;
    liveAlerts(seed, (story) => {
      if (isFirst) twice(story);
      isFirst = false;
    });
    expect(added).toBe(0);
  });

  it.each(SEEDS)('are the same whenever the process restarts (%i)', (seed) => {
    const whole = lived(seed).story;
    const torn = liveAlerts(seed, (story) => {
      if ((story.log.length + seed) % 3 === 0) restart(story);
    });
    expect(torn.log).toEqual(whole.log);
    expect(torn.messages).toEqual(whole.messages);
    expect(textOf(torn.state)).toEqual(textOf(whole.state));
    expect(serializeMessages(torn.told)).toBe(serializeMessages(whole.told));
  });

  it.each(SEEDS)('are a function of their events, in whatever pieces those are folded (%i)', (seed) => {
    const story = lived(seed).story;
    let state = initialAlerts();
    const first = story.log.find(({ type }) => type === 'AlertRaised')!;
    story.log.forEach((event, index) => {
      evolveAlerts(state, event);
      if (index % 7 === 0) evolveAlerts(state, event);
      // What was raised is not raised anew.
      if (index % 9 === 0 && state.alerts.has('1')) evolveAlerts(state, first);
      if (index % 50 === 0)
        state = restoreAlerts(
          [...state.alerts.keys()].map((id) => serializeAlert(state, id)),
          serializeAlertsRest(state),
        );
    });
    expect(textOf(state)).toEqual(textOf(story.state));
    const told = story.telling.reduce(evolveMessages, initialMessages());
    expect(serializeMessages(told)).toBe(serializeMessages(story.told));
  });
});

describe('what is told of whatever may happen', () => {
  it.each(SEEDS)('is un-told exactly once, on each channel, however it is kept quiet (%i)', (seed) => {
    const { messages, told } = lived(seed).story;
    const open = new Set<string>();
    for (const { data } of messages) {
      for (const { alert, status } of data.told!) {
        const key = `${data.channel} ${alert}`;
        if (status === 'firing') open.add(key);
        // A resolution of what was not told would be one too many.
        else expect(open.delete(key)).toBe(true);
      }
    }
    expect([...open]).toEqual([]);
    expect(told.told.size + told.groups.size).toBe(0);
  });

  it.each(SEEDS)('fires or has been resolved; nothing that is pending or kept quiet is told (%i)', (seed) => {
    for (const { message, alerts } of watched(seed).seen) {
      for (const { alert: id, status } of message.data.told!) {
        const alert = alerts.get(id);
        if (status === 'resolved') expect(alert?.status ?? 'resolved').toBe('resolved');
        else {
          expect(['firing', 'recovering']).toContain(alert?.status);
          expect(alert?.suppressed).toEqual([]);
        }
      }
    }
  });

  it.each(SEEDS)('is neither repeated nor escalated once somebody has taken it (%i)', (seed) => {
    for (const { message, alerts } of watched(seed).seen) {
      const { kind, told } = message.data;
      for (const { alert: id } of told!) {
        const { acknowledged, assignee, flapping } = alerts.get(id) ?? {};
        if (kind === 'repeat' || kind === 'escalation') expect([acknowledged, flapping]).toEqual([null, false]);
        if (kind === 'escalation') expect(assignee).toBeNull();
      }
    }
  });

  it.each(SEEDS)('leaves out nothing that fires, is heard, and has a channel (%i)', (seed) => {
    expect(lived(seed).untold).toEqual([]);
  });

  it.each(SEEDS)('says of what flaps that it began and that it ended, and of each no more than once (%i)', (seed) => {
    const { log, messages } = lived(seed).story;
    const count = (type: string, id: string) =>
      log.filter((one) => one.type === type && 'alert' in one.data && one.data.alert === id).length;
    const flips = new Map<string, { began: number; is: boolean }>();
    for (const { data } of messages) {
      for (const { alert, status, flapping } of data.told!) {
        const key = `${data.channel} ${alert}`;
        const was = flips.get(key) ?? { began: 0, is: false };
        const is = status === 'firing' && flapping;
        flips.set(key, { began: was.began + (is && !was.is ? 1 : 0), is });
      }
    }
    for (const [key, { began }] of flips) expect(began).toBeLessThanOrEqual(count('FlappingBegan', key.split(' ')[1]!));
  });

  it.each(SEEDS)('has a key that no other message has (%i)', (seed) => {
    const keys = lived(seed).story.messages.map(({ data }) => data.key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('the lives that these tests look at', () => {
  it('hold all that may happen', () => {
    const types = new Set<string>();
    for (const seed of SEEDS) {
      const { log, messages } = lived(seed).story;
      for (const { type } of log) types.add(type);
      for (const { data } of messages) types.add(data.kind);
    }
    expect([...types].sort()).toEqual(
      [
        ...['AlertRaised', 'AlertFired', 'AlertEscalated', 'AlertChanged', 'AlertMembersChanged', 'AlertRecovering'],
        ...['AlertRelapsed', 'AlertResolved', 'AlertRegressed', 'FlappingBegan', 'FlappingEnded', 'ClockReached'],
        ...['AlertSuppressionChanged', 'AlertAcknowledged', 'AlertUnacknowledged', 'AlertAssigned', 'AlertCommented'],
        ...['SilenceCreated', 'SilenceEnded', 'MaintenanceScheduled', 'MaintenanceChanged', 'MaintenanceCancelled'],
        ...['firing', 'update', 'repeat', 'resolved', 'escalation'],
      ].sort(),
    );
  });
});
