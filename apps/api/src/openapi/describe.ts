import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse, ApiSecurity, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ProblemAnswer } from './door.answers.ts';
import { refOf } from './named.ts';

type Schema = Extract<NonNullable<Parameters<typeof ApiResponse>[0]>, { schema: unknown }>['schema'];

export interface RouteDescription {
  /** What it is for, in a sentence. */
  readonly summary: string;
  readonly detail?: string;
  readonly tag: 'people' | 'agents' | 'questions' | 'operations';
  readonly door?: 'session' | 'agentToken' | 'joinKey' | 'metricsToken';
  readonly body?: z.ZodType;
  /** A text stands for an answer without a body. */
  readonly answers: Readonly<Record<number, z.ZodType | string>>;
  /** Of the answers' bodies; JSON when not said. */
  readonly mediaType?: string;
  /** What can go wrong beside what follows from the door and the body; each is a problem by RFC 9457. */
  readonly problems?: readonly number[];
}

/** One route in the OpenAPI document. Bodies are described by the very parsers that take them. */
export function Describe(route: RouteDescription): MethodDecorator {
  const { summary, detail, tag, door, body, answers, mediaType = 'application/json' } = route;
  return applyDecorators(
    ApiTags(tag),
    ApiOperation({ summary, ...(detail !== undefined && { description: detail }) }),
    ...(door ? [ApiSecurity(door)] : []),
    ...(body ? [ApiBody({ required: true, schema: schemaOf(body) })] : []),
    ...Object.entries(answers).map(([status, answer]) =>
      typeof answer === 'string'
        ? ApiResponse({ status: Number(status), description: answer })
        : ApiResponse({
            status: Number(status),
            description: answer.description ?? 'As asked',
            content: { [mediaType]: { schema: schemaOf(answer) } },
          }),
    ),
    ...[...problemsOf(route), 'default' as const].map((status) =>
      ApiResponse({
        status,
        description: PROBLEMS[status] ?? 'A problem',
        content: { 'application/problem+json': { schema: schemaOf(ProblemAnswer) } },
      }),
    ),
  );
}

function problemsOf({ door, body, problems = [] }: RouteDescription): number[] {
  const ofDoor = door === undefined ? [] : door === 'metricsToken' ? [401] : [401, 503];
  const ofBody = body === undefined ? [] : [400, 413, 415, 422];
  return [...new Set([...ofDoor, ...ofBody, ...problems])].sort((a, b) => a - b);
}

function schemaOf(type: z.ZodType): Schema {
  const ref = refOf(type);
  if (ref) return ref as Schema;
  const { $schema: _, ...schema } = z.toJSONSchema(type, { io: 'input', unrepresentable: 'any' });
  return schema as Schema;
}

const PROBLEMS: Readonly<Record<number | 'default', string | undefined>> = {
  400: 'The body is not JSON, or not UTF-8',
  401: 'The door is shut: no session, key or token, or a wrong one',
  403: 'From a foreign page',
  404: 'There is no such thing',
  409: 'It contradicts what is there',
  413: 'Too large, or too many at once',
  415: 'Not JSON',
  422: 'A field is invalid; `field` names it',
  429: 'Too fast; `Retry-After` says when to come back',
  503: 'The database cannot be reached; nothing was taken, come back',
  default: 'Whatever else went wrong',
};
