import captureUrl from './capture-processor.ts?worker&url';

export interface Microphone {
  readonly sampleRateHz: number;
  close(): void;
}

/**
 * Opens the microphone, after the user has allowed it.
 * @param onSamples called with mono samples, full scale -1 to 1, about ten times a second
 * @throws Error in words if there is none, or it was not allowed
 */
export async function openMicrophone(onSamples: (samples: Float32Array) => void): Promise<Microphone> {
  if (navigator.mediaDevices === undefined) throw new Error('The microphone needs a page from HTTPS.');
  // What makes speech clearer takes notes away.
  const plain = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  const stream = await navigator.mediaDevices.getUserMedia({ audio: plain }).catch((error: unknown) => {
    throw new Error(refusalWords(error));
  });
  const context = new AudioContext();
  const close = (): void => {
    for (const track of stream.getTracks()) track.stop();
    void context.close();
  };
  try {
    await context.audioWorklet.addModule(captureUrl);
    const capture = new AudioWorkletNode(context, 'capture', { numberOfOutputs: 0 });
    capture.port.onmessage = ({ data }: MessageEvent<Float32Array>) => onSamples(data);
    context.createMediaStreamSource(stream).connect(capture);
    await context.resume();
  } catch (error) {
    close();
    throw error;
  }
  return { sampleRateHz: context.sampleRate, close };
}

function refusalWords(error: unknown): string {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  switch (name) {
    case 'NotAllowedError':
      return 'The microphone was not allowed. Allow it beside the address of this page, then try again.';
    case 'NotFoundError':
      return 'There is no microphone.';
    case 'NotReadableError':
      return 'The microphone is in use by another program.';
    default:
      return `The microphone cannot be used: ${message}`;
  }
}
