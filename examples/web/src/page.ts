import type { WebProvider } from '@midizero/onnx/web';
import { Dialogue } from './dialogue.js';
import { byId } from './dom.js';
import type { EngineClient } from './engine/connect-engine.js';
import { Listening } from './input/listening.js';
import { readQueryFile } from './input/query-file.js';
import { Libraries } from './libraries.js';
import { DeviceView } from './views/device-view.js';
import { StatusView } from './views/status-view.js';
import { WindowsView } from './views/windows-view.js';

/** The page: a dialogue with the engine, and the choice of libraries, of ears and of what computes. */
export class Page {
  readonly #engine: EngineClient;
  readonly #status = new StatusView();
  readonly #dialogue: Dialogue;
  readonly #libraries: Libraries;
  readonly #device: DeviceView;
  readonly #windows = new WindowsView();
  readonly #listening: Listening;
  readonly #microphoneButton = byId('microphone', HTMLButtonElement);

  constructor(engine: EngineClient) {
    this.#engine = engine;
    this.#dialogue = new Dialogue(engine, this.#status, {
      files: 'a MIDI file, a score or a recording',
      idleWords: () => this.#idleWords,
      readFile: (file) => readQueryFile(file, engine, (progress) => this.#status.showProgress(progress)),
      onClear: () => {
        this.#listening.stop();
        this.#showMicrophone();
        this.#windows.hide();
      },
      onAnswer: (shown) => {
        if (shown === undefined) this.#windows.hide();
        else this.#windows.show(shown.notes, shown.piece, shown.finding);
      },
    });
    this.#libraries = new Libraries(engine, this.#status, {
      onChange: () => this.#dialogue.clear(),
      onPiece: (pieceId) => void this.#dialogue.perform(pieceId),
    });
    this.#listening = new Listening(engine, {
      onNotes: (notes) => this.#dialogue.ask(notes),
      onError: (error) => {
        this.#dialogue.clear();
        this.#status.showProblem(error);
      },
    });
    this.#device = new DeviceView((provider) => void this.#computeWith(provider));
    this.#microphoneButton.addEventListener('click', () => {
      if (this.#listening.isOn) this.#dialogue.clear();
      else void this.#listen();
    });
  }

  /** Loads the engine. Playing is possible meanwhile, and is answered as soon as it is there. */
  async start(): Promise<void> {
    try {
      const { device, library, hasOwnLibrary } = await this.#engine.call('start', [this.#device.remembered], {
        onProgress: (progress) => this.#status.showProgress(progress),
      });
      this.#device.show(device);
      this.#libraries.enable(hasOwnLibrary);
      this.#libraries.show(library);
      const address = new URLSearchParams(location.search).get('index');
      if (address !== null) await this.#libraries.openAddress(address);
      this.#microphoneButton.disabled = false;
      document.documentElement.dataset.engine = 'ready';
      this.#dialogue.begin();
    } catch (error) {
      this.#status.say('The search engine could not be started.');
      this.#status.showProblem(error);
    }
  }

  async #listen(): Promise<void> {
    this.#dialogue.clear();
    this.#status.say('Waiting for the microphone …');
    try {
      await this.#listening.start();
      this.#showMicrophone();
      this.#status.say(this.#idleWords);
    } catch (error) {
      this.#dialogue.clear();
      this.#status.showProblem(error);
    }
  }

  #showMicrophone(): void {
    this.#microphoneButton.setAttribute('aria-pressed', String(this.#listening.isOn));
    this.#microphoneButton.textContent = this.#listening.isOn ? 'Stop listening' : 'Use the microphone';
  }

  get #idleWords(): string {
    return this.#listening.isOn ? 'Listening to the microphone …' : this.#libraries.readyWords;
  }

  async #computeWith(provider: WebProvider): Promise<void> {
    this.#device.setBusy(true);
    // What listens to the microphone is let go of with what it computed on.
    if (this.#listening.isOn) this.#dialogue.clear();
    try {
      const onProgress = this.#status.showProgress.bind(this.#status);
      this.#device.show(await this.#engine.call('computeWith', [provider], { onProgress }));
      this.#dialogue.listenAnew();
      this.#status.say(this.#libraries.readyWords);
    } catch (error) {
      this.#device.setBusy(false);
      this.#status.showProblem(error);
    }
  }
}
