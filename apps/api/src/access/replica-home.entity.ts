import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

/** Where a replica lives in the log, and whose token may write it. Never written in an append or by a consumer. */
@Entity('replica_home')
@Unique('replica_home_mailbox_device_store_key', ['mailbox', 'device', 'store'])
@Index('replica_home_token', ['tokenHash'], { unique: true })
@Index('replica_home_token_changed', ['tokenChangedAt'])
export class ReplicaHome {
  @PrimaryColumn('uuid', { name: 'replica_id' })
  replicaId!: string;

  @Column('int')
  partition!: number;

  /** As compared: the address in lower case. */
  @Column('text')
  mailbox!: string;

  @Column('text')
  device!: string;

  /** What tells two replicas of one mailbox on one device apart; empty when the agent did not say. */
  @Column('text')
  store!: string;

  /** SHA-256 of a token of 256 random bits; null once revoked. */
  @Column('bytea', { name: 'token_hash', nullable: true })
  tokenHash!: Buffer | null;

  @Column('timestamptz', { name: 'token_changed_at' })
  tokenChangedAt!: Date;

  @Column('timestamptz', { name: 'enrolled_at' })
  enrolledAt!: Date;
}
