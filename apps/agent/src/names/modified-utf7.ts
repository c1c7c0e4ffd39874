// IMAP names its folders in modified UTF-7 (RFC 3501, 5.1.3), and mbsync keeps those names on the disk.

const ENCODED = /&([A-Za-z0-9+,]*)-/g;

/** What is not valid modified UTF-7 is taken as it stands: it was written by a program that does not encode. */
export function decodeModifiedUtf7(name: string): string {
  if (!name.includes('&')) return name;

  return name.replace(ENCODED, (run, base64: string) => {
    const decoded = base64 === '' ? '&' : fromBase64(base64);
    return encodeModifiedUtf7(decoded) === run ? decoded : run;
  });
}

export function encodeModifiedUtf7(name: string): string {
  return name.replace(/&|[^\x20-\x7e]+/g, (part) => (part === '&' ? '&-' : `&${toBase64(part)}-`));
}

function fromBase64(text: string): string {
  const bytes = Buffer.from(text.replaceAll(',', '/'), 'base64');
  return bytes
    .subarray(0, bytes.length & ~1)
    .swap16()
    .toString('utf16le');
}

function toBase64(text: string): string {
  return Buffer.from(text, 'utf16le').swap16().toString('base64').replaceAll('/', ',').replace(/=+$/, '');
}
