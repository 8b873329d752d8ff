// RUN: weft opt %s --pass-pipeline='builtin.module(func.func(cse,canonicalize))' | FileCheck %s
// RUN: weft opt %s --pass-pipeline='builtin.module(cse,func.func(canonicalize{}))' | FileCheck %s
// RUN: weft opt %s --pass-pipeline='cse,canonicalize' | FileCheck %s
// RUN: weft opt %s --pass-pipeline='builtin.module(builtin.module(cse,canonicalize))' | FileCheck %s --check-prefix=INNER
// RUN: weft opt %s --pass-pipeline='builtin.module()' | FileCheck %s --check-prefix=SAME

// CHECK-LABEL: func.func @direct
// CHECK-NEXT: return %arg0

// An anchor finds what lies directly inside, not deeper.
// INNER-LABEL: func.func @direct
// INNER: arith.addi
// INNER-LABEL: func.func @inside
// INNER-NEXT: return %arg0
// SAME-LABEL: func.func @direct
// SAME: arith.addi
// SAME-LABEL: func.func @inside
// SAME: arith.addi
func.func @direct(%a: i32) -> i32 {
  %c0 = arith.constant 0 : i32
  %0 = arith.addi %a, %c0 : i32
  return %0 : i32
}
module {
  func.func @inside(%a: i32) -> i32 {
    %c0 = arith.constant 0 : i32
    %0 = arith.addi %a, %c0 : i32
    return %0 : i32
  }
}
