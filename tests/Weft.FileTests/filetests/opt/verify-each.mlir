// Passes leave valid IR; looking after each of them, or not, gives the same.
// RUN: weft opt %s --verify-each --inline --canonicalize --cse --symbol-dce | FileCheck %s
// RUN: weft opt %s --verify-each=false --inline --canonicalize --cse --symbol-dce | FileCheck %s
// RUN: weft opt %s --mlir-disable-threading --inline --canonicalize --cse --symbol-dce | FileCheck %s

// CHECK-NOT: @twice
// CHECK: arith.addi
func.func private @twice(%a: i32) -> i32 {
  %0 = arith.addi %a, %a : i32
  return %0 : i32
}
func.func @f(%a: i32) -> i32 {
  %0 = call @twice(%a) : (i32) -> i32
  return %0 : i32
}
