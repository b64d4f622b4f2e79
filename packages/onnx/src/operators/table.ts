import { convolutionOperators, convolutionSchemas } from './convolution.js';
import type { AttributeSchema, Attributes, OperatorRule } from './definition.js';
import { elementwiseOperators, elementwiseSchemas } from './elementwise.js';
import { indexingOperators, indexingSchemas } from './indexing.js';
import { layoutOperators, layoutSchemas } from './layout.js';
import { linearOperators, linearSchemas } from './linear.js';
import { normalizationOperators, normalizationSchemas } from './normalization.js';
import { reductionOperators, reductionSchemas } from './reduction.js';

type Schemas = typeof convolutionSchemas &
  typeof elementwiseSchemas &
  typeof indexingSchemas &
  typeof layoutSchemas &
  typeof linearSchemas &
  typeof normalizationSchemas &
  typeof reductionSchemas;

/** Every ONNX operator this package knows. */
export type OperatorName = keyof Schemas;

/** The attributes an operator takes, by their ONNX names. */
export type OperatorAttributes<Operator extends OperatorName> = Attributes<Schemas[Operator]>;

const schemas: Record<string, AttributeSchema> = {
  ...convolutionSchemas,
  ...elementwiseSchemas,
  ...indexingSchemas,
  ...layoutSchemas,
  ...linearSchemas,
  ...normalizationSchemas,
  ...reductionSchemas,
};

const rules: Record<string, OperatorRule> = {
  ...convolutionOperators,
  ...elementwiseOperators,
  ...indexingOperators,
  ...layoutOperators,
  ...linearOperators,
  ...normalizationOperators,
  ...reductionOperators,
};

/** An operator's attribute kinds and shape rule; `undefined` for one that is not known. */
export interface OperatorDefinition {
  readonly name: OperatorName;
  readonly attributes: AttributeSchema;
  readonly rule: OperatorRule;
}

export function findOperator(name: string): OperatorDefinition | undefined {
  if (!Object.hasOwn(rules, name)) return undefined;
  return { name: name as OperatorName, attributes: schemas[name]!, rule: rules[name]! };
}

/** The names of all known operators, sorted. */
export function operatorNames(): readonly OperatorName[] {
  return Object.keys(rules).sort() as OperatorName[];
}
