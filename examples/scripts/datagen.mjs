// Makes training pairs from no music at all, and says how much each copy was damaged.
import { generateTrainingPairs } from '@midizero/datagen';

const options = { source: { mode: 'texture' }, damage: 'realistic', seed: 1, batchSize: 4, batchCount: 2 };
for await (const { index, anchors, positives, similarity } of generateTrainingPairs(options)) {
  const changed = anchors.reduce((sum, key, i) => sum + Number(key !== positives[i]), 0);
  const targets = Array.from(similarity, (cosine) => cosine.toFixed(2)).join(' ');
  console.log(`batch ${index}: ${changed} keys differ; targets ${targets}`);
}
