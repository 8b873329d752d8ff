// RUN: not weft run %s -e main --target interp 2>&1 | FileCheck %s
// RUN: not weft run %s -e main --target cpu 2>&1 | FileCheck %s

// CHECK: endless-recursion.mlir:5:1: error WF4007: kernel 'main': the calls of 'next' take more stack than there is; check that the recursion ends
func.func @next(%n: i64) -> i64 {
  %one = arith.constant 1 : i64
  %m = arith.addi %n, %one : i64
  %r = call @next(%m) : (i64) -> i64
  %s = arith.muli %r, %m : i64
  return %s : i64
}

func.func @main() -> i64 {
  %zero = arith.constant 0 : i64
  %r = call @next(%zero) : (i64) -> i64
  return %r : i64
}
