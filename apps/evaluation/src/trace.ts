import { play } from './play.ts';
import { lineOf } from './print.ts';
import type { Story } from './stories/story.ts';
import { inWords } from './time.ts';
import type { Moment } from './walk.ts';

/** Everything that the product came to say in one story, each time it changed its mind. */
export function printTrace(story: Story, dice: string): boolean {
  const world = story.play(dice);
  const troubleAt = world.troubleAt;
  console.log(
    `${story.name}: ${world.deliveries.length} deliveries from ${stamp(world.beganAt)} to ${stamp(world.now)}`,
  );
  console.log(`${world.client.name} ${world.client.version} on ${world.client.store}, ${world.folders.length} folders`);
  if (troubleAt !== null) console.log(`The trouble begins ${stamp(troubleAt)}`);
  let before = '';
  const result = play(story, dice, (moment) => {
    const said = describe(moment);
    if (said === before) return;
    before = said;
    const after = troubleAt === null || moment.at < troubleAt ? '' : `+${inWords(moment.at - troubleAt)}`;
    console.log(`${stamp(moment.at)} ${after.padEnd(12)} ${said}`);
  });
  console.log(lineOf(result));
  return result.right && result.falseAlarms.length === 0;
}

function describe({ status, ids, told, notJudged }: Moment): string {
  const unable = notJudged.length > 0 ? ` · could not be judged: ${notJudged.join(', ')}` : '';
  return `${status.padEnd(12)} ${ids.join(', ') || '–'} · ${told.slice(0, 4).join('; ') || '–'}${unable}`;
}

const stamp = (at: number) => new Date(at).toISOString().slice(0, 16).replace('T', ' ');
