import { Global, Module } from '@nestjs/common';
import { SocketDoor } from './socket-door.ts';

@Global()
@Module({ providers: [SocketDoor], exports: [SocketDoor] })
export class SocketsModule {}
