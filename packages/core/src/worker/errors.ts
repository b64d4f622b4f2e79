import { MidizeroError } from '../errors.js';

/** The worker that was to answer ended, or its script could not be loaded. Calls that were under way have no result. */
export class WorkerStoppedError extends MidizeroError {
  constructor(worker: string, reason: string) {
    super(
      'WORKER_STOPPED',
      `${worker}: ${reason || 'its script could not be loaded, or it was ended'}; start it again`,
      {
        worker,
      },
    );
  }
}
