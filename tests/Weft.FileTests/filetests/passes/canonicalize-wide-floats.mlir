// RUN: weft opt %s --canonicalize | FileCheck %s
// AS-MLIR-OPT

// CHECK-LABEL: func.func @f80
// CHECK-DAG: arith.constant 3.10000000000000000555 : f80
// CHECK-DAG: arith.constant -2.89999999999999999445 : f80
// CHECK-DAG: arith.constant 0.300000000000000016653 : f80
// CHECK-DAG: arith.constant 0.0333333333333333351848 : f80
// CHECK-DAG: arith.constant -0.100000000000000005551 : f80
func.func @f80() -> (f80, f80, f80, f80, f80) {
  %a = arith.constant 0.1 : f80
  %b = arith.constant 3.0 : f80
  %sum = arith.addf %a, %b : f80
  %difference = arith.subf %a, %b : f80
  %product = arith.mulf %a, %b : f80
  %quotient = arith.divf %a, %b : f80
  %negative = arith.negf %a : f80
  return %sum, %difference, %product, %quotient, %negative : f80, f80, f80, f80, f80
}

// CHECK-LABEL: func.func @f128
// CHECK-DAG: arith.constant 3.1000000000000000055511151231257827 : f128
// CHECK-DAG: arith.constant 0.0333333333333333351837050410419275654 : f128
func.func @f128() -> (f128, f128) {
  %a = arith.constant 0.1 : f128
  %b = arith.constant 3.0 : f128
  %sum = arith.addf %a, %b : f128
  %quotient = arith.divf %a, %b : f128
  return %sum, %quotient : f128, f128
}

// Beyond what a double holds, and beyond what the format holds.
// CHECK-LABEL: func.func @large
// CHECK-DAG: arith.constant 6.55934204590286839433E+4931 : f80
// CHECK-DAG: arith.constant 0x7FFF8000000000000000 : f80
func.func @large() -> (f80, f80) {
  %a = arith.constant 0x7FFE8D23F00000000000 : f80
  %sum = arith.addf %a, %a : f80
  return %a, %sum : f80, f80
}
