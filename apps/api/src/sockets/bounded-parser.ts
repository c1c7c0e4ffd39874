import { LIMITS } from '@lockstep/contracts';
import { Decoder, Encoder, PacketType } from 'socket.io-parser';

/** Stands in the place of a message's body that was larger than it may be. */
export const TOO_LARGE: unique symbol = Symbol('too large');

/** The transport can only cut the connection, and a client would come back and try for ever: so its limit lies higher. */
export const TRANSPORT_BYTES: number = 2 * LIMITS.bodyBytes;

const LONGEST_HELLO = 16 * 1024;

/** A message above the limit still gets its answer: of it, only the head is read (which event, which acknowledgement). */
class BoundedDecoder extends Decoder {
  override add(message: unknown): void {
    if (typeof message !== 'string') return super.add(message);
    // A stranger says hello (type 0) before any door is passed, so it is short.
    if (message.startsWith('0') && message.length > LONGEST_HELLO) throw new Error('a hello is too long');
    if (!isTooLarge(message)) return super.add(message);
    // `2/agents,17["report",…`: type, namespace, number of the acknowledgement, then the JSON of event and body.
    const [, nsp, id, event] = /^2(?:(\/[^,]{0,100}),)?(\d{0,15})\["([a-z]{1,50})"/.exec(message.slice(0, 200)) ?? [];
    if (event === undefined) throw new Error('a message of unknown form is too large');
    this.emitReserved('decoded', {
      type: PacketType.EVENT,
      nsp: nsp ?? '/',
      ...(id && { id: Number(id) }),
      data: [event, TOO_LARGE],
    });
  }
}

function isTooLarge(message: string): boolean {
  // A character is at most three bytes of UTF-8, so short messages need no count.
  return message.length * 3 > LIMITS.bodyBytes && Buffer.byteLength(message) > LIMITS.bodyBytes;
}

export const boundedParser = { Encoder, Decoder: BoundedDecoder };
