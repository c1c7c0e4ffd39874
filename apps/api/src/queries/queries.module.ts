import { Module } from '@nestjs/common';
import { FleetController } from './fleet.controller.ts';
import { IncidentsController } from './incidents.controller.ts';
import { ReplicasController } from './replicas.controller.ts';

@Module({ controllers: [FleetController, IncidentsController, ReplicasController] })
export class QueriesModule {}
