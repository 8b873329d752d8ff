// What was inlined says where it was written and where it was called.
// RUN: weft opt %s --inline --mlir-print-debuginfo | FileCheck %s

// CHECK: func.func @caller
// CHECK: arith.addi {{.*}} loc(#[[SITE:.*]])
// CHECK-DAG: #[[WRITTEN:.*]] = loc("{{.*}}inline-locations.mlir":11:8)
// CHECK-DAG: #[[CALLED:.*]] = loc("{{.*}}inline-locations.mlir":15:8)
// CHECK-DAG: #[[SITE]] = loc(callsite(#[[WRITTEN]] at #[[CALLED]]))

func.func private @twice(%x: i32) -> i32 {
  %0 = arith.addi %x, %x : i32
  return %0 : i32
}
func.func @caller(%x: i32) -> i32 {
  %0 = call @twice(%x) : (i32) -> i32
  return %0 : i32
}
