// RUN: weft opt --emit-dialect-docs | FileCheck %s

// CHECK: # Dialects
// CHECK: ## arith
// CHECK: | `arith.negf` | The operand with its sign flipped, NaN included. | operand: floating-point-like | result: floating-point-like |
// CHECK: ## wf
