/** Streams of the log that are not a replica's; a replica's name is its id, a UUID. */
export const POLICIES = 'policies';
export const INCIDENTS = 'incidents';

export const isOfReplica = ({ stream }: { readonly stream: string }): boolean =>
  stream !== POLICIES && stream !== INCIDENTS;
