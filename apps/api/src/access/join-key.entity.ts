import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** Lets new agents enrol. Several may be valid at once; the key itself is shown once and known by its hash only. */
@Entity('join_key')
@Unique('join_key_key_hash_key', ['keyHash'])
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
