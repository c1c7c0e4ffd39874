import { describe, expect, it } from '@jest/globals';
import { onlyOfflineRoot, pairingFor } from './pairing.ts';
import { parseMbsyncrc, words, type MaildirStore } from './mbsyncrc.ts';
import { selects } from './patterns.ts';

const EXAMPLE = `
# global
SyncState ~/.cache/mbsync/
MaxMessages 100

IMAPAccount work
Host imap.example.org
User "anna@example.org"
PassCmd "pass \\"mail/work\\""
SSLType IMAPS

IMAPStore work-far
Account work

MaildirStore work-near
Path ~/Mail/
Inbox "~/Mail/In box"
# a comment does not end a section
SubFolders Verbatim

Channel work
Master :work-far:
Slave :work-near:
Patterns * !"Deleted Items"
Pattern !Junk
MaxSize 2m

Channel archive
Far :work-far:"Old/"
Near :work-near:Old/
Pattern %
SyncState *
MaxMessages 0

Group all
Channel work
Channel archive
`;

describe('an mbsyncrc', () => {
  const config = parseMbsyncrc(EXAMPLE, '/home/anna');

  it('has stores, with what their accounts say', () => {
    expect(config.stores.get('work-far')).toMatchObject({
      ...{ kind: 'imap', host: 'imap.example.org', user: 'anna@example.org', security: 'imaps', port: null },
    });
    expect(config.stores.get('work-near')).toMatchObject({
      ...{ kind: 'maildir', path: '/home/anna/Mail/', inbox: '/home/anna/Mail/In box', subFolders: 'verbatim' },
    });
  });

  it('has channels, in old words and new, and groups that open none', () => {
    expect(config.channels.map((channel) => channel.name)).toEqual(['work', 'archive']);
    expect(config.channels[0]).toMatchObject({
      patterns: ['*', '!Deleted Items', '!Junk'],
      maxMessages: 100,
      maxSize: 2 * 1024 * 1024,
      syncState: null,
    });
    expect(config.channels[1]).toMatchObject({ syncState: '*', maxMessages: 0, far: { box: 'Old/' } });
    expect(config.groups.get('all')).toEqual(['work', 'archive']);
  });

  it('names the one store that it keeps offline', () => {
    expect(onlyOfflineRoot(config)).toBe('/home/anna/Mail');
  });

  it('pairs boxes and says where their state lies', () => {
    const pairing = pairingFor(config, '/home/anna/Mail', () => '/home/anna/.mbsync/')!;
    expect(pairing.ofNear('Projets/&AMk-t&AOk-')?.statePath('/x')).toBe(
      '/home/anna/.cache/mbsync/:work-far:Projets!&AMk-t&AOk-_:work-near:Projets!&AMk-t&AOk-',
    );
    expect(pairing.ofNear('Junk')).toBeNull();
    expect(pairing.ofFar('Deleted Items')).toBeNull();
  });

  it('puts a state into the folder, or before its name, as the channel wants', () => {
    const text = (state: string) =>
      `IMAPStore f\nHost h\n\nMaildirStore n\nInbox /m\n\nChannel c\nFar :f:\nNear :n:\nPatterns *\n${state}`;
    const at = (state: string) =>
      pairingFor(parseMbsyncrc(text(state), '/home/anna'), '/m', () => '/states/')!
        .ofNear('A/B')!
        .statePath('/m/.A.B');
    expect(at('SyncState *')).toBe('/m/.A.B/.mbsyncstate');
    expect(at('SyncState ~/s/x-')).toBe('/home/anna/s/x-A!B');
    expect(at('')).toBe('/states/:f:A!B_:n:A!B');
  });

  it('without patterns pairs one box with one, whatever their names', () => {
    const text = 'IMAPStore f\nHost h\n\nMaildirStore n\nPath /m/\n\nChannel c\nFar :f:Sent\nNear :n:Out/Sent\n';
    const pairing = pairingFor(parseMbsyncrc(text, '/h'), '/m', () => '/s/')!;
    expect(pairing.ofFar('Sent')).toMatchObject({ nearBox: 'Out/Sent' });
    expect(pairing.ofNear('Out/Sent')).toMatchObject({ farBox: 'Sent' });
    expect(pairing.ofFar('INBOX')).toBeNull();
  });

  it('is nobody’s business for another store', () => {
    expect(pairingFor(config, '/home/anna/Other', () => '/s/')).toBeNull();
  });

  it.each([
    ['', true],
    ['Sync All', true],
    ['Sync Full', true],
    ['Sync None', false],
    ['Sync Pull', false],
    ['Sync Push', true],
    ['Sync New', true],
    ['Sync Pull New', false],
    ['Sync Pull Push New', true],
    ['Sync Push Flags', false],
    ['Sync Flags', false],
    ['Sync PullNew PullDelete', false],
    ['Sync PullNew PushNew', true],
    ['Sync PullNew Push', true],
  ])('tells whether new messages go to the server: “%s”', (sync, pushesNew) => {
    const text = `IMAPStore f\nHost h\n\nMaildirStore n\nInbox /m\n\nChannel c\nFar :f:\nNear :n:\n${sync}\n`;
    expect(parseMbsyncrc(text, '/h').channels[0]?.pushesNew).toBe(pushesNew);
  });

  it('may be nonsense, which is read as far as it goes', () => {
    const broken = parseMbsyncrc('Channel\nFar\nNear ::\nSubFolders Diagonal\n\nMaildirStore\nMaxSize many\n', '/h');
    expect(broken.channels).toEqual([]);
    expect((broken.stores.get('') as MaildirStore).maxSize).toBe(0);
  });
});

describe('a line of words', () => {
  it.each([
    ['a b', ['a', 'b']],
    ['Path "~/My Mail/"', ['Path', '~/My Mail/']],
    ['x "a \\"b\\" \\\\"', ['x', 'a "b" \\']],
    ['x ""', ['x', '']],
    ['x # rest', ['x']],
    ['x a#b', ['x', 'a#b']],
  ])('%s', (line, expected) => expect(words(line)).toEqual(expected));
});

describe('patterns', () => {
  it.each([
    [['*'], 'A/B', true],
    [['%'], 'A/B', false],
    [['%'], 'A', true],
    [['*', '!Trash'], 'Trash', false],
    [['!Trash', '*'], 'Trash', true],
    [['[Gmail]/*'], '[Gmail]/Sent Mail', true],
    [['[Gmail]/*'], 'G', false],
    [['A%/B'], 'Abc/B', true],
    [[], 'INBOX', false],
  ])('%j on %s: %s', (patterns, box, expected) => expect(selects(patterns, box)).toBe(expected));
});
