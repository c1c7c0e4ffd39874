import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { SESSION_COOKIE } from '../access/sessions.ts';
import { componentSchemas } from './named.ts';

/** `/api/openapi.json`, and a page to browse it at `/api/docs`; all of it served by ourselves. */
export function useOpenApi(app: NestExpressApplication): void {
  // Built when it is first asked for: it is not needed to take reports.
  let document: OpenAPIObject | undefined;
  SwaggerModule.setup('api/docs', app, () => (document ??= describe(app)), {
    jsonDocumentUrl: 'api/openapi.json',
    yamlDocumentUrl: 'api/openapi.yaml',
    customSiteTitle: 'Lockstep API',
  });
}

function describe(app: NestExpressApplication): OpenAPIObject {
  const document = SwaggerModule.createDocument(
    app,
    new DocumentBuilder()
      .setOpenAPIVersion('3.1.0')
      .setTitle('Lockstep')
      .setVersion('1')
      .setDescription(
        'Reports from agents, and questions of people. Beside it: Socket.IO, namespaces `/agents` (auth `{ token }`; `resume`, ' +
          '`report`) and `/live` (by session cookie; `subscribe`, `changed`). Errors are `application/problem+json`.',
      )
      .addCookieAuth(SESSION_COOKIE, { type: 'apiKey', in: 'cookie' }, 'session')
      .addSecurity('agentToken', { type: 'http', scheme: 'bearer', description: 'From POST /api/v1/agents' })
      .addSecurity('joinKey', { type: 'http', scheme: 'bearer', description: 'LOCKSTEP_JOIN_KEY, or made by a person' })
      .addSecurity('metricsToken', { type: 'http', scheme: 'bearer', description: 'LOCKSTEP_METRICS_TOKEN, if set' })
      .build(),
    { autoTagControllers: false },
  );
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, ...componentSchemas() },
  };
  return document;
}
