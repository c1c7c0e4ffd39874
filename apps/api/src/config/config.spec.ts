import { describe, expect, it } from '@jest/globals';
import { configFromEnvironment } from './config.ts';

describe('the configuration', () => {
  it('has an answer for everything', () => {
    expect(configFromEnvironment({})).toMatchObject({
      host: '127.0.0.1',
      port: 4400,
      databaseUrl: null,
      adminPassword: null,
      joinKey: null,
      metricsToken: null,
    });
    expect([...configFromEnvironment({}).roles]).toEqual(['ingest', 'consumers', 'web']);
  });

  it('takes an empty variable for one that is not set, as compose files write them', () => {
    expect(configFromEnvironment({ PORT: '', LOCKSTEP_JOIN_KEY: ' ' })).toMatchObject({ port: 4400, joinKey: null });
  });

  it.each([
    [{ PORT: 'http' }, 'PORT is "http"'],
    [{ PORT: '65536' }, 'PORT is "65536"'],
    [{ LOCKSTEP_ROLES: 'ingest,judge' }, 'LOCKSTEP_ROLES names "judge"'],
    [{ LOCKSTEP_SECRET_KEY: 'hunter2' }, 'LOCKSTEP_SECRET_KEY is too short'],
  ])('refuses %j and says what to say instead', (environment, message) => {
    expect(() => configFromEnvironment(environment)).toThrow(message);
  });
});
