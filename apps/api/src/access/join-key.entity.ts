import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Lets new agents enrol. Several may be valid at once; the key itself is shown once and known by its hash only. */
@Entity('join_key')
export class JoinKey {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('bytea', { name: 'key_hash' })
  keyHash!: Buffer;

  /** A person, `first start`, or `environment`. */
  @Column('text', { name: 'made_by' })
  madeBy!: string;

  @Column('timestamptz', { name: 'made_at' })
  madeAt!: Date;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;
}
