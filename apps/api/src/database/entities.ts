import { ReplicaHome } from '../access/replica-home.entity.ts';
import { JoinKey } from '../access/join-key.entity.ts';
import { Account } from '../access/account.entity.ts';
import { Session } from '../access/session.entity.ts';
import { ChannelSecret } from '../notify/secrets/channel-secret.entity.ts';

export const entities = [ReplicaHome, JoinKey, Account, Session, ChannelSecret];
