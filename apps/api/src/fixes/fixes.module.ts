import { Module } from '@nestjs/common';
import { FixesController } from './fixes.controller.ts';

@Module({ controllers: [FixesController] })
export class FixesModule {}
