import { Module } from '@nestjs/common';
import { DifferencesModule } from './differences/differences.module.ts';
import { FixesModule } from './fixes/fixes.module.ts';
import { LiveModule } from './live/live.module.ts';
import { NotifyModule } from './notify/notify.module.ts';
import { PoliciesModule } from './policies/policies.module.ts';
import { ProjectionsModule } from './projections/projections.module.ts';
import { QueriesModule } from './queries/queries.module.ts';
import { SelfModule } from './self/self.module.ts';
import { WatchdogModule } from './watchdog/watchdog.module.ts';

/** Everything that follows from the log: rows, the passing of time, answers, and news of them. */
@Module({
  imports: [
    ProjectionsModule,
    WatchdogModule,
    QueriesModule,
    FixesModule,
    DifferencesModule,
    PoliciesModule,
    NotifyModule,
    SelfModule,
    LiveModule,
  ],
})
export class ReadsModule {}
