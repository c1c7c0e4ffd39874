import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One secret of one channel, encrypted. Never changed: another one is another row, and the channel's configuration names which. */
@Entity('channel_secret')
@Index('channel_secret_channel', ['channel'])
export class ChannelSecret {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  channel!: string;

  /** Of `ChannelSecrets`. */
  @Column('text')
  name!: string;

  /** AES-256-GCM, with the tag of 16 bytes at its end. */
  @Column('bytea')
  ciphertext!: Buffer;

  @Column('bytea')
  nonce!: Buffer;
}
