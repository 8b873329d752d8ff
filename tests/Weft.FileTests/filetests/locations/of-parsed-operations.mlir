// RUN: weft opt %s --mlir-print-debuginfo | FileCheck %s

func.func @f(%a: i32) -> i32 {
  return %a : i32
}
// CHECK:      #loc{{[0-9]+}} = loc("of-parsed-operations.mlir":3:14)
// CHECK:      func.func @f(%arg0: i32 loc("of-parsed-operations.mlir":3:14)) -> i32 {
// CHECK-NEXT:   return %arg0 : i32 loc([[RETURN:#loc[0-9]*]])
// CHECK-NEXT: } loc([[FUNC:#loc[0-9]*]])
// CHECK-DAG:  [[FUNC]] = loc("of-parsed-operations.mlir":3:1)
// CHECK-DAG:  [[RETURN]] = loc("of-parsed-operations.mlir":4:3)
