import { Module } from '@nestjs/common';
import { BacktestController } from '../backtest/backtest.controller.ts';
import { BacktestTurn } from '../backtest/backtest-turn.ts';
import { PoliciesController } from './policies.controller.ts';

// `backtest` is no policy's id: its door comes before the one that takes any.
@Module({ controllers: [BacktestController, PoliciesController], providers: [BacktestTurn] })
export class PoliciesModule {}
