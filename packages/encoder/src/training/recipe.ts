import { InvalidArgumentError } from '@midizero/core';
import type { TrainingCheckpoint } from '@midizero/onnx-training';

/** Everything that shapes a training besides its data. */
export type Recipe = Readonly<Record<string, unknown>>;

const METADATA_KEY = 'recipe';

/** A recipe as metadata of a checkpoint. */
export function recipeMetadata(recipe: Recipe): Record<string, string> {
  return { [METADATA_KEY]: JSON.stringify(recipe) };
}

/**
 * Makes sure that a checkpoint was made by this recipe.
 * @throws InvalidArgumentError naming the first fact that differs, with both values
 */
export function requireSameRecipe(checkpoint: TrainingCheckpoint, recipe: Recipe): void {
  const before = JSON.parse(checkpoint.metadata?.[METADATA_KEY] ?? '{}') as Recipe;
  for (const fact of new Set([...Object.keys(before), ...Object.keys(recipe)])) {
    const [stored, given] = [JSON.stringify(before[fact]), JSON.stringify(recipe[fact])];
    if (stored === given) continue;
    throw new InvalidArgumentError(
      'resume',
      `the checkpoint was made with ${fact} ${stored ?? 'left out'}, not ${given ?? 'left out'}: give the same to go on`,
      { fact, stored: before[fact], given: recipe[fact] },
    );
  }
}
