/** Training model input: true where this step's gradients replace those in the buffers instead of adding to them. */
export const LAZY_RESET_INPUT = 'lazy_reset_grad';

/** Training model input: the sum of gradients so far. */
export function accumulationBuffer(parameter: string): string {
  return `${parameter}_grad.accumulation.buffer`;
}

/** Training model output: the sum with this step's gradient. */
export function accumulationOutput(parameter: string): string {
  return `${parameter}_grad.accumulation.out`;
}

/** Optimizer model input: the sum of gradients. */
export function gradientInput(parameter: string): string {
  return `${parameter}_grad`;
}

/** Name of an optimizer's state tensor. */
export function stateName(parameter: string, state: string): string {
  return `${parameter}/${state}`;
}

/** Output with the next value of a parameter or state tensor. */
export function nextOutput(name: string): string {
  return `${name}/next`;
}
