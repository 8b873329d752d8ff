// The callables of an operation may have a pipeline of their own.
// RUN: weft opt %s '--inline=default-pipeline= op-pipelines=func.func(canonicalize{max-iterations=2},cse),gpu.func(cse)' | FileCheck %s
// RUN: weft opt %s '--pass-pipeline=builtin.module(inline{default-pipeline={} op-pipelines={func.func(cse)}})' | FileCheck %s
// RUN: weft opt %s '--inline=default-pipeline= op-pipelines=gpu.func(cse)' | FileCheck %s --check-prefix=OTHER
// RUN: weft opt %s '--inline=default-pipeline=cse op-pipelines=gpu.func(canonicalize)' | FileCheck %s
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
// OTHER-LABEL: func.func @caller
// OTHER-COUNT-2: arith.muli
func.func @caller(%x: i32) -> i32 {
  %0 = call @twice(%x) : (i32) -> i32
  return %0 : i32
}
