import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { ChannelChange, ChannelInput } from '@lockstep/contracts';
import type { ChannelEntry, NotifyBook } from '@lockstep/domain';
import { Database } from '../../database/database.ts';
import { ProblemError } from '../../web/problem.ts';
import { ChannelSecrets, type SecretIds } from '../secrets/channel-secrets.ts';
import { channelOf, decideChannel, decideChannelChange, decideChannelRemoval } from './decide-channel.ts';
import { changeNotify, readNotifyBook } from './notify-log.ts';
import { refusePrivate } from './refuse-private.ts';
import { withHiddenAddress } from './webhook-address.ts';

/** Configuration goes into the log, secrets into their table: first the secret, then who names it, then away with what nobody names. */
@Injectable()
export class ConfigureChannel {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ChannelSecrets) private readonly secrets: ChannelSecrets,
  ) {}

  make(said: ChannelInput, by: string): Promise<ChannelEntry> {
    const input = withHiddenAddress(said, undefined);
    refusePrivate(said);
    return this.configure(randomUUID(), input, (book, id, stored) => decideChannel(book, { id, input, stored, by }));
  }

  async change(id: string, said: ChannelChange, by: string): Promise<ChannelEntry> {
    const input = withHiddenAddress(said, (await readNotifyBook(this.database.store)).channels.get(id));
    // As it was said, so that the field is; then with an address that is held, and may be allowed no more.
    refusePrivate(said);
    refusePrivate(input);
    let seen: number | null = null;
    return this.configure(id, input, (book, _id, stored) => {
      seen ??= channelOf(book, id).version;
      return decideChannelChange(book, { id, input, stored, by, seen });
    });
  }

  async remove(id: string, by: string): Promise<void> {
    await changeNotify(this.database.store, Date.now, (book) => decideChannelRemoval(book, id, by));
    await this.secrets.removeAllOf(id);
  }

  private async configure(
    id: string,
    { secrets = {} }: ChannelInput,
    decide: (book: NotifyBook, id: string, stored: SecretIds) => ReturnType<typeof decideChannel>,
  ): Promise<ChannelEntry> {
    const stored = await this.secrets.put(id, secrets);
    const work = changeNotify(this.database.store, Date.now, (book) => decide(book, id, stored));
    const { before, book } = await work.catch(async (error: unknown) => {
      // Where the database was away the append may have been stored all the same, and names them.
      if (error instanceof ProblemError) await this.secrets.remove(stored);
      throw error;
    });
    const after = channelOf(book, id);
    await this.secrets.remove(noLongerNamed(before.channels.get(id)?.secrets ?? {}, after.secrets));
    return after;
  }
}

function noLongerNamed(before: SecretIds, after: SecretIds): SecretIds {
  const named = new Set(Object.values(after));
  return Object.fromEntries(Object.entries(before).filter(([, id]) => !named.has(id)));
}
