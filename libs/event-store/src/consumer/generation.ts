/** Each generation of a consumer has a checkpoint of its own: `replicas`, `replicas@2`, … */
export const checkpointName = (name: string, generation: number) => (generation === 1 ? name : `${name}@${generation}`);
