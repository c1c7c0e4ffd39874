import { Module } from '@nestjs/common';
import { ReplicasConsumer } from './replicas.consumer.ts';

@Module({ providers: [ReplicasConsumer], exports: [ReplicasConsumer] })
export class ProjectionsModule {}
