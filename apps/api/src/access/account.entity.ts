import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person who may sign in. */
@Entity('account')
export class Account {
  @PrimaryColumn('text')
  name!: string;

  /** `scrypt$N$r$p$salt$hash`, see password.ts. */
  @Column('text')
  password!: string;
}
