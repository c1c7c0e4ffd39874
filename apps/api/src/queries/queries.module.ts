import { Module } from '@nestjs/common';
import { FleetController } from './fleet.controller.ts';
import { ReplicasController } from './replicas.controller.ts';

@Module({ controllers: [FleetController, ReplicasController] })
export class QueriesModule {}
