import type { Instrument } from '@midizero/audio';
import { Option } from 'commander';

/** Written out: help should not wait for the package to load. */
const INSTRUMENTS: readonly Instrument[] = ['piano', 'guitar', 'voice'];

/** `--instrument`: how recordings are transcribed. */
export function instrumentOption(): Option {
  return new Option('--instrument <name>', 'what plays in recordings').choices(INSTRUMENTS).default('piano');
}
