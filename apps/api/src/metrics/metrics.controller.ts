import { timingSafeEqual } from 'node:crypto';
import { Controller, Get, Header, Req } from '@nestjs/common';
import type { Request } from 'express';
import { bearerOf, Public } from '../access/door.ts';
import { digest } from '../access/secret.ts';
import { Config } from '../config/config.ts';
import { ProblemError } from '../web/problem.ts';
import { Metrics } from './metrics.ts';
import { Describe } from '../openapi/describe.ts';
import { z } from 'zod';

@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    private readonly config: Config,
  ) {}

  @Describe({
    summary: 'Metrics for Prometheus',
    tag: 'operations',
    door: 'metricsToken',
    answers: { 200: z.string().describe("Prometheus' text format, version 0.0.4") },
    mediaType: 'text/plain',
  })
  @Public()
  @Get()
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  read(@Req() request: Request): Promise<string> {
    const wanted = this.config.metricsToken;
    const given = bearerOf(request.headers.authorization) ?? '';
    if (wanted !== null && !timingSafeEqual(digest(given), digest(wanted))) {
      throw new ProblemError(401, { detail: 'Send LOCKSTEP_METRICS_TOKEN as a bearer token.' });
    }
    return this.metrics.registry.metrics();
  }
}
