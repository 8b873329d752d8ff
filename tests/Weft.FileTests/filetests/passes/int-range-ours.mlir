// RUN: weft opt %s --int-range-optimizations --split-input-file --allow-unregistered-dialect | FileCheck %s
// Where mlir-opt 19 is wrong.

// 211 xor 40 is 251: the limits of the operands do not give those of the result.
// CHECK-LABEL: @exclusive_or
// CHECK: %[[R:.*]] = arith.xori
// CHECK: %[[OPEN:.*]] = arith.cmpi ule, %[[R]]
// CHECK: return %[[OPEN]], %true
func.func @exclusive_or(%x: i8) -> (i1, i1) {
  %low = arith.constant 1 : i8
  %high = arith.constant 211 : i8
  %forty = arith.constant 40 : i8
  %limit = arith.constant 215 : i8
  %a = arith.maxui %x, %low : i8
  %b = arith.minui %a, %high : i8
  %r = arith.xori %b, %forty : i8
  %open = arith.cmpi ule, %r, %limit : i8
  %most = arith.constant 15 : i8
  %few = arith.andi %x, %most : i8
  %mixed = arith.xori %few, %forty : i8
  %thirtytwo = arith.constant 32 : i8
  %atleast = arith.cmpi uge, %mixed, %thirtytwo : i8
  return %open, %atleast : i1, i1
}
