// RUN: not weft opt %s --convert-scf-to-cf 2>&1 | FileCheck %s

// CHECK: convert-scf-to-cf-mistakes.mlir:5:3: error WF3012: 'scf.forall' cannot be lowered to branches: there is no lowering for it
func.func @f(%n: index) {
  scf.forall (%i) in (%n) {
  }
  return
}
