import { Module } from '@nestjs/common';
import { BundleController } from './bundle.controller.ts';
import { FleetController } from './fleet.controller.ts';
import { IncidentsController } from './incidents.controller.ts';
import { ReplicaCsvController } from './replica-csv.controller.ts';
import { ReplicasController } from './replicas.controller.ts';

@Module({
  controllers: [BundleController, FleetController, IncidentsController, ReplicaCsvController, ReplicasController],
})
export class QueriesModule {}
