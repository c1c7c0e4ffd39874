import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Somebody signed in; in the database, so that a restart does not sign everybody out. */
@Entity('session')
@Index('session_expiry', ['expiresAt'])
export class Session {
  @PrimaryColumn('bytea', { name: 'token_hash' })
  tokenHash!: Buffer;

  @Column('text')
  account!: string;

  @Column('timestamptz', { name: 'made_at' })
  madeAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;
}
