import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ChannelView, DiagnosisList, RouteList } from '@lockstep/contracts';
import type { Page } from '@playwright/test';
import { joinAs, type ScriptedAgent } from './system/agents-door.ts';
import { expect, markPage, signIn, test, useSystem } from './errand.ts';

const system = useSystem();
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
/** So rarely heard that nobody is silent while the errand looks. */
const SELDOM = { intervalSeconds: 3_600 };

/** Longer than a cause must be gone until its alert is resolved. */
const HELD_MS = 6 * 60_000;

/** What the Inbox holds; synchronized a minute before it is said, unless it was longer ago. */
const say = (agent: ScriptedAgent, ago: number, server: number, offline: number, synchronizedAgo = ago + 1) =>
  agent.report(
    minutesAgo(ago),
    [
      {
        path: ['INBOX'],
        serverItems: server,
        offlineItems: offline,
        lastSynchronizedAt: minutesAgo(synchronizedAgo).toISOString(),
      },
    ],
    SELDOM,
  );

/** Well two hours ago, then no sync any more and 300 items behind: it lasts, so it fires. */
async function breaks(agent: ScriptedAgent): Promise<void> {
  await say(agent, 120, 500, 500);
  for (const ago of [110, 100, 90, 80, 70, 60, 50, 40]) await say(agent, ago, 800, 500, 121);
}

async function heals(agent: ScriptedAgent): Promise<void> {
  for (const ago of [30, 20, 10]) await say(agent, ago, 800, 800);
  await say(agent, 0, 800, 800);
}

const inbox = (page: Page) => page.getByRole('region', { name: 'Inbox', exact: true });
const line = (page: Page, mailbox: string) => inbox(page).getByRole('listitem').filter({ hasText: mailbox });

test('by the keyboard alone, and nothing moves under the pointer: what comes while one looks waits', async ({
  page,
}) => {
  const [berta, bruno] = await Promise.all([
    joinAs(system(), 'berta@example.org', 'imap-01.example.org'),
    joinAs(system(), 'bruno@example.org', 'imap-02.example.org'),
  ]);
  await signIn(page, system(), '/settings/people');
  await breaks(berta);
  await expect(page.getByRole('navigation', { name: 'Pages', exact: true })).toContainText('1 not taken', {
    timeout: 20_000,
  });
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  const taken = inbox(page).getByRole('region', { name: 'Taken' });
  await expect(line(page, 'berta@example.org')).toContainText('Critical');
  await expect(page).toHaveTitle(/^\(1\) Alerts/);
  const samePage = await markPage(page);
  const before = await line(page, 'berta@example.org').boundingBox();

  await breaks(bruno);
  await expect(page.getByText(/1.(new row|change)/)).toBeVisible({ timeout: 20_000 });
  await expect(line(page, 'bruno@example.org')).toHaveCount(0);
  await expect(page).toHaveTitle(/^\(2\) Alerts/);
  const after = await line(page, 'berta@example.org').boundingBox();
  expect(after!.height).toBe(before!.height);
  await page.keyboard.press('.');
  await expect(line(page, 'bruno@example.org')).toContainText('Critical');

  // The first row, opened, left, selected with the other, and both taken at once.
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/alerts\/\d+/);
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\/alerts$/);
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await expect(page.getByRole('region', { name: 'What is selected' })).toContainText('2 selected');
  await page.keyboard.press('a');
  await page.getByLabel('A comment, if it helps others').fill('both are mine');
  await page.keyboard.press('Enter');
  await expect(taken.getByRole('listitem').filter({ hasText: 'acknowledged by you' })).toHaveCount(2);
  await samePage();

  await page.goBack();
  await expect(page.getByRole('list', { name: 'Biography' })).toContainText('both are mine');
  // As it was before any of this: the same address, and nothing that could be changed.
  await page.goto(`${page.url()}?at=${minutesAgo(1440).toISOString()}`);
  await expect(page.getByText(/There is no alert/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Acknowledge' })).toHaveCount(0);
  await Promise.all([heals(berta), heals(bruno)]);
});

test('a silence keeps what matches quiet, and nothing else', async ({ page }) => {
  await signIn(page, system(), '/settings/silences?edit=new');
  const form = page.getByRole('form', { name: 'New silence' });
  await form.getByRole('button', { name: 'Silence' }).click();
  await expect(form).toContainText('must say something');
  await form.getByRole('combobox', { name: 'Server' }).fill('imap-quiet.*');
  await form.getByRole('button', { name: 'Silence' }).click();
  await expect(form).toContainText('say why');
  await form.getByLabel('Why').fill('it is being moved');
  await form.getByRole('button', { name: 'Silence' }).click();
  await expect(page.getByRole('heading', { name: '“it is being moved”' })).toBeVisible();

  const bob = await joinAs(system(), 'bob@example.org', 'imap-quiet.example.org');
  const carla = await joinAs(system(), 'carla@example.org', 'imap-loud.example.org');
  await page.goto(`${system().url}/alerts`);
  await Promise.all([breaks(bob), breaks(carla)]);
  await page.goto(`${system().url}/alerts?tab=silenced`);
  await expect(line(page, 'bob@example.org')).toContainText('it is being moved');
  await expect(line(page, 'carla@example.org')).toHaveCount(0);
  await page.getByRole('link', { name: /^Not taken/ }).click();
  await expect(line(page, 'carla@example.org')).toContainText('nobody has been told');
  await expect(line(page, 'bob@example.org')).toHaveCount(0);

  // A silence made by a slip is taken back where it was made, and the other stays.
  await line(page, 'carla@example.org').getByRole('checkbox').check();
  await page.keyboard.press('s');
  await page.getByLabel('Why').fill('by a slip');
  await page.keyboard.press('Enter');
  const done = page.getByRole('region', { name: 'What was done' });
  await expect(done).toContainText('1 alert is silenced');
  await expect(line(page, 'carla@example.org')).toHaveCount(0);
  await done.getByRole('button', { name: 'Undo' }).click();
  await expect(line(page, 'carla@example.org')).toContainText('nobody has been told');
  await page.getByRole('link', { name: /^Kept quiet/ }).click();
  await expect(line(page, 'bob@example.org')).toContainText('it is being moved');
  // Else whoever breaks next would be one of many, and told of as such.
  await Promise.all([heals(bob), heals(carla)]);
});

test('a webhook is set up, its test shows what the other side answered, and its key is never shown again', async ({
  page,
}) => {
  const heard: { signed: boolean; body: string }[] = [];
  const sink = await listen((signed, body) => heard.push({ signed, body }));
  const { port } = sink.address() as AddressInfo;
  try {
    await signIn(page, system(), '/settings/channels');
    await page.getByRole('button', { name: 'New channel' }).click();
    await page.getByLabel('Kind').selectOption('Webhook');
    await page.getByLabel('Name').fill('Day desk');
    await page.getByLabel('Address').fill('not an address');
    await page.getByRole('button', { name: 'Make the channel' }).click();
    await expect(page.getByRole('form')).toContainText('must be an address');
    await page.getByLabel('Address').fill(`http://127.0.0.1:${port}/hook`);
    await page.getByLabel('Key that signs the body').fill('a-key-of-the-errand');
    // A place on this machine is refused until the administrator says that it is meant.
    await page.getByRole('button', { name: 'Make the channel' }).click();
    await expect(page.getByRole('form')).toContainText('127.0.0.1 is a loopback address');
    await page.getByRole('checkbox', { name: 'It may be on a private network' }).check();
    await page.getByRole('button', { name: 'Make the channel' }).click();
    await page.getByRole('button', { name: 'Change Day desk' }).click();
    await expect(page.getByRole('group', { name: 'Key that signs the body' })).toContainText('held');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Send a test to Day desk' }).click();
    await expect(page.getByText('It was taken')).toBeVisible();
    await expect(page.getByText('HTTP 202: heard at the night desk')).toBeVisible();
    expect(heard).toHaveLength(1);
    expect(heard[0]!.signed).toBe(true);
    expect(heard[0]!.body).toContain('Day desk');
    expect(await page.content()).not.toContain('a-key-of-the-errand');
  } finally {
    sink.close();
  }
});

/** Last, for afterwards the server lives ahead of everybody else. */
test.describe('on a phone, in the dark', () => {
  test.use({ viewport: { width: 390, height: 844 }, colorScheme: 'dark', hasTouch: true });

  test('who is woken opens the message’s link, sees cause and fix, takes it and keeps it quiet; later it says what mended it, and that it is over', async ({
    page,
  }) => {
    test.setTimeout(150_000);
    const heard: { body: string }[] = [];
    const sink = await listen((_, body) => heard.push({ body }));
    const told = () => heard.map(({ body }) => JSON.parse(body) as Told).filter(({ alerts }) => isOfAnna(alerts));
    try {
      const anna = await joinAs(system(), 'anna@example.org', 'imap-night.example.org');
      await signIn(page, system(), '/alerts');
      const undo = await tellAt(page, `http://127.0.0.1:${(sink.address() as AddressInfo).port}/`);
      await breaks(anna);
      await expect.poll(told, { timeout: 20_000 }).toMatchObject([{ status: 'firing' }]);

      // The link of the message, with nothing to be looked for.
      await page.goto(system().url + new URL(told()[0]!.alerts[0]!.generatorURL).pathname);
      const samePage = await markPage(page);
      const alert = page.getByRole('complementary', { name: 'The alert' });
      await expect(alert.getByRole('heading', { level: 2 })).toContainText('anna@example.org: Inbox lacks 300 items');
      await expect(alert).toContainText('firing · not taken');
      await expect(alert).toContainText(/Trouble since .+, for .+ · firing for /);
      await expect(alert).toContainText('told once');
      await expect(alert.getByRole('link', { name: 'Open the mailbox' })).toBeVisible();
      const steps = alert.getByRole('region', { name: 'First fix to try' }).getByRole('listitem');
      await expect(steps.nth(1)).toBeVisible();
      const biography = alert.getByRole('list', { name: 'Biography' });
      await expect(biography).toContainText('Night desk');
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);

      await alert.getByRole('button', { name: 'Acknowledge' }).tap();
      await alert.getByLabel('A comment, if it helps others').fill('I ring her at eight');
      await alert.getByRole('form', { name: 'Acknowledge' }).getByRole('button', { name: 'Acknowledge' }).tap();
      await expect(biography).toContainText('I ring her at eight');
      await expect(alert).toContainText('firing · acknowledged');

      await expect(page.getByRole('link', { name: 'Silences' })).toBeVisible();
      await alert.getByRole('button', { name: 'Silence' }).tap();
      const silence = alert.getByRole('form', { name: 'Silence' });
      await expect(silence.getByLabel('How long')).toHaveValue('1 h');
      await silence.getByRole('button', { name: 'Silence' }).tap();
      await expect(silence.getByRole('alert')).toContainText('Say why');
      await alert.getByLabel('Why').fill('by a slip');
      await silence.getByRole('button', { name: 'Silence' }).tap();
      await expect(alert).toContainText('silenced until');
      await alert.getByRole('button', { name: 'End the silence' }).tap();
      await expect(alert.getByText('silenced until')).toHaveCount(0);

      await alert.getByRole('button', { name: 'Silence' }).tap();
      await alert.getByLabel('Why').fill('nothing to be done before the morning');
      await alert.getByRole('form', { name: 'Silence' }).getByRole('button', { name: 'Silence' }).tap();
      await expect(alert).toContainText('silenced until');

      // In the morning she tries what was suggested, and it helps. The alert waits minutes whether that stays so, and says so.
      const fix = await tryFirstFix(page, anna.replica);
      await heals(anna);
      await expect(alert).toContainText('its cause is gone since', { timeout: 20_000 });
      await expect(biography).toContainText('Its cause is gone; it waits whether that stays so.');

      // The minutes pass while the server is away. Quiet or not, who was told that it is broken is told that it is over.
      await system().stop();
      await system().start({ aheadMs: HELD_MS });
      await expect.poll(told, { timeout: 30_000 }).toMatchObject([{ status: 'firing' }, { status: 'resolved' }]);
      await expect(biography).toContainText(`mended by ${fix}`, { timeout: 30_000 });
      await expect(alert).toContainText('over since');
      await expect(alert.getByRole('button', { name: 'Acknowledge' })).toHaveCount(0);
      await samePage();
      await page.getByRole('button', { name: 'Close' }).tap();
      await expect(page).toHaveURL(/\/alerts$/);
      await undo();
    } finally {
      sink.close();
    }
  });
});

/** Another side that hears everything and says so. */
async function listen(onHeard: (signed: boolean, body: string) => void): Promise<Server> {
  const sink = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      onHeard(
        Object.keys(request.headers).some((name) => name.includes('signature')),
        body,
      );
      response.writeHead(202, { 'content-type': 'text/plain' }).end('heard at the night desk');
    });
  });
  await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', resolve));
  return sink;
}

/** As the button on the page of a mailbox does; answers which it was. */
async function tryFirstFix(page: Page, replica: string): Promise<string> {
  const api = `${system().url}/api/v1/replicas/${replica}`;
  const { items } = (await (await page.request.get(`${api}/diagnoses`)).json()) as DiagnosisList;
  const { id } = items.find(({ fix }) => fix !== null)!;
  expect((await page.request.post(`${api}/fixes/${id}/tried`, { data: {} })).ok()).toBe(true);
  return id;
}

interface Told {
  readonly status: string;
  readonly alerts: readonly { readonly generatorURL: string; readonly labels: Readonly<Record<string, string>> }[];
}
const isOfAnna = (alerts: Told['alerts']) => JSON.stringify(alerts).includes('anna@example.org');

/** Everything goes to this address, at once; answers how to take that back. */
async function tellAt(page: Page, url: string): Promise<() => Promise<void>> {
  const api = `${system().url}/api/v1`;
  const settings = { kind: 'webhook', url };
  const made = await page.request.post(`${api}/channels`, {
    data: { name: 'Night desk', settings, allowPrivate: true },
  });
  expect(made.ok()).toBe(true);
  const { id } = (await made.json()) as ChannelView;
  const lead = async (channels: readonly string[]) => {
    const { items } = (await (await page.request.get(`${api}/routes`)).json()) as RouteList;
    const { id: route, place: _, version, ...rest } = items[0]!;
    const data = { ...rest, channels, groupWaitMs: 0, groupIntervalMs: 1_000, basedOn: version };
    expect((await page.request.put(`${api}/routes/${route}`, { data })).ok()).toBe(true);
  };
  await lead([id]);
  return async () => {
    await lead([]);
    await page.request.delete(`${api}/channels/${id}`);
  };
}
