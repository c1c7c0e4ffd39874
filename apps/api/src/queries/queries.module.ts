import { Module } from '@nestjs/common';
import { BundleController } from './bundle.controller.ts';
import { FleetController } from './fleet.controller.ts';
import { IncidentsController } from './incidents.controller.ts';
import { ReplicasController } from './replicas.controller.ts';

@Module({ controllers: [BundleController, FleetController, IncidentsController, ReplicasController] })
export class QueriesModule {}
