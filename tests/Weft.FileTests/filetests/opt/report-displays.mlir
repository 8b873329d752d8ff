// RUN: weft opt %s --pass-pipeline='builtin.module(func.func(cse,canonicalize),cse)' --mlir-pass-statistics --mlir-pass-statistics-display=list 2>&1 | FileCheck %s
// RUN: weft opt %s --pass-pipeline='builtin.module(func.func(cse,canonicalize),cse)' --mlir-timing --mlir-timing-display=list 2>&1 | FileCheck %s --check-prefix=TIMES

// Each pass once, with the sums of what it counted.
// CHECK:      ... Pass statistics report ...
// CHECK-NEXT: ===
// CHECK-NEXT: {{^}}  CSE
// CHECK-NEXT:     (S) 1 num-cse'd - Number of operations CSE'd
// CHECK-NEXT:     (S) 0 num-dce'd - Number of operations DCE'd
// CHECK-NOT:  CSE

// TIMES:     ----Name----
// TIMES-NEXT: (100.0%)  root
// TIMES:     {{\)}}  CSE
// TIMES-NOT: {{\)}}  CSE
// TIMES:     {{\)}}  Rest
// TIMES:     {{\)}}  Total
func.func @f(%a: i32) -> i32 {
  %0 = arith.addi %a, %a : i32
  %1 = arith.addi %a, %a : i32
  %2 = arith.muli %0, %1 : i32
  return %2 : i32
}
