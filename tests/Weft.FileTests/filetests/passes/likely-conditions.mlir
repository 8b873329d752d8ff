// Conditions keep what is known of them.
// RUN: weft opt %s --canonicalize | FileCheck %s

// CHECK-LABEL: func.func @fewer_results
// CHECK: scf.if %arg0 -> (i32) {
// CHECK: } {wf.likely}
func.func @fewer_results(%c: i1, %a: i32, %m: memref<i32>) -> i32 {
  %0, %1 = scf.if %c -> (i32, i32) {
    memref.store %a, %m[] : memref<i32>
    %2 = arith.addi %a, %a : i32
    scf.yield %2, %a : i32, i32
  } else {
    scf.yield %a, %a : i32, i32
  } {wf.likely}
  return %0 : i32
}

// CHECK-LABEL: func.func @nested
// CHECK: scf.if %arg0 {
// CHECK-NEXT: scf.if %arg1 {
func.func @nested(%c: i1, %d: i1, %a: i32, %m: memref<i32>) {
  scf.if %c {
    scf.if %d {
      memref.store %a, %m[] : memref<i32>
    }
  } {wf.likely}
  return
}

// CHECK-LABEL: func.func @pass_through
// CHECK: cf.cond_br %arg0, ^bb2(%arg1 : i32), ^bb1 {wf.likely}
func.func @pass_through(%c: i1, %a: i32, %m: memref<i32>) -> i32 {
  cf.cond_br %c, ^bb1, ^bb2 {wf.likely}
^bb1:
  cf.br ^bb3(%a : i32)
^bb2:
  memref.store %a, %m[] : memref<i32>
  %0 = arith.addi %a, %a : i32
  cf.br ^bb3(%0 : i32)
^bb3(%x: i32):
  return %x : i32
}
