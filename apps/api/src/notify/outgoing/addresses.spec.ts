import { describe, expect, it } from '@jest/globals';
import { whyNotPublic } from './addresses.ts';

describe('an address', () => {
  it.each([
    ['127.0.0.1', 'a loopback address'],
    ['127.255.3.4', 'a loopback address'],
    ['::1', 'a loopback address'],
    ['0.0.0.0', 'an unspecified address'],
    ['0.1.2.3', 'an unspecified address'],
    ['::', 'an unspecified address'],
    ['10.1.2.3', 'a private address'],
    ['172.16.0.1', 'a private address'],
    ['172.31.255.255', 'a private address'],
    ['192.168.1.1', 'a private address'],
    ['100.64.0.1', 'a private address'],
    ['100.100.100.200', 'a private address'],
    ['169.254.169.254', 'a link-local address'],
    ['fe80::1', 'a link-local address'],
    ['fe80::1%eth0', 'a link-local address'],
    ['febf::1', 'a link-local address'],
    ['fc00::1', 'a private address'],
    ['fd00:ec2::254', 'a private address'],
    ['fec0::1', 'a private address'],
    ['168.63.129.16', 'an address of the cloud itself'],
    ['192.0.0.192', 'a reserved address'],
    ['198.18.0.1', 'a reserved address'],
    ['203.0.113.9', 'a reserved address'],
    ['255.255.255.255', 'a reserved address'],
    ['2001:db8::1', 'a reserved address'],
    ['2001:0:4136:e378:8000:63bf:3fff:fdd2', 'a reserved address'],
    ['4000::1', 'a reserved address'],
    ['::7f00:1', 'a reserved address'],
    ['224.0.0.1', 'a multicast address'],
    ['ff02::1', 'a multicast address'],
  ])('%s is not public: %s', (address, why) => {
    expect(whyNotPublic(address)).toBe(why);
  });

  it.each([
    ['mapped', '::ffff:127.0.0.1', 'a loopback address'],
    ['mapped, in hexadecimal digits', '::ffff:7f00:1', 'a loopback address'],
    ['mapped, in full', '0:0:0:0:0:ffff:a9fe:a9fe', 'a link-local address'],
    ['translated', '::ffff:0:10.0.0.1', 'a private address'],
    ['NAT64', '64:ff9b::10.0.0.1', 'a private address'],
    ['NAT64, in hexadecimal digits', '64:ff9b::a9fe:a9fe', 'a link-local address'],
    ['NAT64 of the local network', '64:ff9b:1::8.8.8.8', 'a private address'],
    ['6to4', '2002:7f00:1::', 'a loopback address'],
    ['6to4', '2002:c0a8:101::5', 'a private address'],
  ])('%s is judged by the IPv4 address in it: %s', (_how, address, why) => {
    expect(whyNotPublic(address)).toBe(why);
  });

  it.each([
    '8.8.8.8',
    '172.15.255.255',
    '172.32.0.1',
    '100.63.255.255',
    '100.128.0.1',
    '169.253.1.1',
    '192.0.1.1',
    '2a00:1450:4001:81b::200e',
    '2606:4700::6810:84e5',
    '::ffff:8.8.8.8',
    '64:ff9b::8.8.8.8',
    '2002:808:808::1',
  ])('%s is public', (address) => {
    expect(whyNotPublic(address)).toBeNull();
  });

  it('is none where it is a name', () => {
    expect(whyNotPublic('localhost')).toBe('not an address');
  });
});
