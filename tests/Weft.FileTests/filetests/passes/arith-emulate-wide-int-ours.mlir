// RUN: not weft opt %s --arith-emulate-wide-int --split-input-file 2>&1 | FileCheck %s

// Blocks take what branches give them (mlir-opt leaves their types as they were).
// CHECK-LABEL: func.func @branches
// CHECK: cf.cond_br %{{.*}}, ^[[LOOP:.*]](%arg0 : vector<2xi32>)
// CHECK: ^[[LOOP]](%{{.*}}: vector<2xi32>)
// CHECK: cf.br ^[[LOOP]](%{{.*}} : vector<2xi32>)
func.func @branches(%a: i64, %c: i1) -> i64 {
  cf.cond_br %c, ^loop(%a : i64), ^end
^loop(%x: i64):
  %y = arith.addi %x, %x : i64
  cf.br ^loop(%y : i64)
^end:
  return %a : i64
}

// Vectors stay scalable (mlir-opt makes other vectors of them).
// CHECK-LABEL: func.func @scalable(%arg0: vector<4x[4]x2xi32>)
func.func @scalable(%v: vector<4x[4]xi64>) -> vector<4x[4]xi64> {
  %t = arith.andi %v, %v : vector<4x[4]xi64>
  return %t : vector<4x[4]xi64>
}

// -----

// CHECK: error: failed to legalize operation 'arith.divui' that was explicitly marked illegal
func.func @division(%a: i64) -> i64 {
  %b = arith.divui %a, %a : i64
  return %b : i64
}

// -----

// A width between half and whole.
// CHECK: error: failed to legalize operation 'arith.trunci' that was explicitly marked illegal
func.func @between(%a: i64) -> i48 {
  %b = arith.trunci %a : i64 to i48
  return %b : i48
}

// -----

// CHECK: error: failed to legalize unresolved materialization from ('vector<2xi32>') to 'i64' that remained live after conversion
func.func @elsewhere(%a: i64, %t: memref<4xi64>, %i: index) {
  memref.store %a, %t[%i] : memref<4xi64>
  return
}
