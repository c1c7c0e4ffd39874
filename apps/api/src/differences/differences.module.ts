import { Module } from '@nestjs/common';
import { DifferencesController } from './differences.controller.ts';

@Module({ controllers: [DifferencesController] })
export class DifferencesModule {}
