/** Tells from a program's first bytes what platform it is made for. */
import fs from 'node:fs';

const ELF = { 0x3e: 'x64', 0xb7: 'arm64', 0x28: 'armhf' };
const MACH_O = { 0x01000007: 'x64', 0x0100000c: 'arm64' };
const PE = { 0x8664: 'x64', 0xaa64: 'arm64' };

/** The targets of VS Code that a program can run on; none if it is no program known here. */
export function targetsOf(file) {
  const bytes = fs.readFileSync(file);
  if (bytes.length < 64) return [];
  if (bytes.toString('latin1', 0, 4) === '\x7fELF') return elf(bytes);
  if (bytes.readUInt32LE(0) === 0xfeedfacf) return named('darwin', MACH_O[bytes.readUInt32LE(4)]);
  if (bytes.toString('latin1', 0, 2) === 'MZ') return pe(bytes);
  return [];
}

const named = (system, processor) => (processor ? [`${system}-${processor}`] : []);

function elf(bytes) {
  if (bytes[5] !== 1) return [];
  const processor = ELF[bytes.readUInt16LE(18)];
  const loader = interpreter(bytes);
  // A static program runs on either C library; another only where its loader is.
  if (loader === undefined) return [...named('linux', processor), ...named('alpine', processor)];
  return named(loader.includes('musl') ? 'alpine' : 'linux', processor);
}

/** The loader that an ELF program asks for. */
function interpreter(bytes) {
  const wide = bytes[4] === 2;
  const table = wide ? Number(bytes.readBigUInt64LE(32)) : bytes.readUInt32LE(28);
  const size = bytes.readUInt16LE(wide ? 54 : 42);
  const count = bytes.readUInt16LE(wide ? 56 : 44);
  for (let at = table; at < table + size * count; at += size) {
    const PT_INTERP = 3;
    if (bytes.readUInt32LE(at) !== PT_INTERP) continue;
    const start = wide ? Number(bytes.readBigUInt64LE(at + 8)) : bytes.readUInt32LE(at + 4);
    return bytes.toString('latin1', start, bytes.indexOf(0, start));
  }
  return undefined;
}

function pe(bytes) {
  const header = bytes.readUInt32LE(0x3c);
  if (bytes.toString('latin1', header, header + 4) !== 'PE\0\0') return [];
  return named('win32', PE[bytes.readUInt16LE(header + 4)]);
}
