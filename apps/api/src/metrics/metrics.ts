import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What is measured, under the names that INTERFACES promises; and the process's own (memory, CPU, event loop). */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  readonly reports = new Counter({
    name: 'lockstep_ingest_reports_total',
    help: 'Reports taken in, by what became of them',
    labelNames: ['outcome'] as const,
    registers: [this.registry],
  });
  readonly folderStatistics = new Counter({
    name: 'lockstep_ingest_folder_statistics_total',
    help: 'Folder statistics stored with reports',
    registers: [this.registry],
  });
  readonly appendSeconds = new Histogram({
    name: 'lockstep_append_seconds',
    help: 'From handing reports to the log until they are committed',
    buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
    registers: [this.registry],
  });
  readonly consumerLagSeconds = new Gauge({
    name: 'lockstep_consumer_lag_seconds',
    help: 'How far a consumer is behind the newest event of the log',
    labelNames: ['consumer'] as const,
    registers: [this.registry],
  });
  readonly sockets = new Gauge({
    name: 'lockstep_sockets',
    help: 'Connected sockets',
    labelNames: ['namespace'] as const,
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    for (const outcome of ['stored', 'duplicate', 'conflict', 'rejected']) this.reports.inc({ outcome }, 0);
    for (const namespace of ['/agents', '/live']) this.sockets.set({ namespace }, 0);
  }
}
