import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.ts';
import { Accounts } from './accounts.ts';
import { JoinKeys } from './join-keys.ts';

/** Secrets made at this start, to be shown to a person once and never kept or logged. */
export interface MadeSecrets {
  readonly adminPassword: string | null;
  readonly joinKey: string | null;
}

@Injectable()
export class FirstStart {
  constructor(
    private readonly config: Config,
    private readonly accounts: Accounts,
    private readonly joinKeys: JoinKeys,
  ) {}

  async prepare(): Promise<MadeSecrets> {
    return {
      adminPassword: await this.accounts.prepareAdmin(this.config.adminPassword),
      joinKey: await this.joinKeys.prepare(this.config.joinKey),
    };
  }
}
