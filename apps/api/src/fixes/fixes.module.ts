import { Module } from '@nestjs/common';
import { FixesController } from './fixes.controller.ts';
import { IncidentTriesController } from './incident-tries.controller.ts';

@Module({ controllers: [FixesController, IncidentTriesController] })
export class FixesModule {}
