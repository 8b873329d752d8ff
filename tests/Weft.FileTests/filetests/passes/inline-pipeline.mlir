// Callables become simpler by the passes of a pipeline, with their options, before they are inlined.
// RUN: weft opt %s '--inline=default-pipeline=canonicalize{max-iterations=1 top-down=false},any(cse),cse' | FileCheck %s
// AS-MLIR-OPT

func.func private @twice(%x: i32) -> i32 {
  %0 = arith.muli %x, %x : i32
  %1 = arith.muli %x, %x : i32
  %2 = arith.addi %0, %1 : i32
  return %2 : i32
}

// CHECK-LABEL: func.func @caller
// CHECK: arith.muli
// CHECK-NOT: arith.muli
// CHECK: arith.addi
func.func @caller(%x: i32) -> i32 {
  %0 = call @twice(%x) : (i32) -> i32
  return %0 : i32
}
