// Hears two tones in sound, half a second apart.
import { createRecording } from '@midizero/audio';
import { loadTranscriber } from '@midizero/audio/node';
import { modelUrl } from '@midizero/basic-pitch';

const tone = (hz, second) => (second < 0 ? 0 : 0.3 * Math.exp(-3 * second) * Math.sin(2 * Math.PI * hz * second));
const samples = Float32Array.from({ length: 66150 }, (_, i) => tone(440, i / 44100) + tone(660, i / 44100 - 0.5));
const transcriber = await loadTranscriber(modelUrl);
const { pitch, startSeconds } = await transcriber.transcribe(createRecording([samples], 44100));
console.log(pitch, startSeconds);
await transcriber.release();
