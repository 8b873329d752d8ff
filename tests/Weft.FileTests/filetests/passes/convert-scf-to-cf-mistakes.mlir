// RUN: not weft opt %s --convert-scf-to-cf 2>&1 | FileCheck %s

// CHECK: convert-scf-to-cf-mistakes.mlir:6:8: error: 'scf.forall' op only fully bufferized scf.forall ops can be lowered to scf.parallel
// CHECK: error: failed to legalize operation 'scf.forall' that was explicitly marked illegal
func.func @f(%n: index, %t: tensor<4xf32>) -> tensor<4xf32> {
  %0 = scf.forall (%i) in (%n) shared_outs(%o = %t) -> (tensor<4xf32>) {
  }
  return %0 : tensor<4xf32>
}
