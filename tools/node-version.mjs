// Imported first, and written so plainly that an old Node can read it and say what is wrong.
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Lockstep needs Node 20.19 or later; this is ${process.version}. See https://nodejs.org.`);
  process.exit(1);
}
