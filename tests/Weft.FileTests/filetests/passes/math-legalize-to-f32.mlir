// RUN: weft opt %s --math-legalize-to-f32 | FileCheck %s
// AS-MLIR-OPT

// CHECK-LABEL: func.func @functions
// CHECK: %[[V:.*]] = arith.extf %arg1 fastmath<contract> : vector<4xbf16> to vector<4xf32>
// CHECK: %[[H:.*]] = arith.extf %arg0 fastmath<contract> : f16 to f32
// CHECK: math.exp %[[H]] : f32
// CHECK: arith.truncf
// CHECK: math.sin %[[V]] : vector<4xf32>
// CHECK: math.sqrt %arg2 : f64
// CHECK: math.exp %arg3 : f80
// CHECK: math.fma %arg0, %arg0, %{{.*}} : f16
// CHECK: math.fpowi %[[H]], %{{.*}} : f32, i32
// CHECK: arith.addf %{{.*}} : f16
func.func @functions(%a: f16, %v: vector<4xbf16>, %d: f64, %w: f80) -> (vector<4xbf16>, f64, f80, f16) {
  %i = arith.constant 3 : i32
  %b = math.exp %a : f16
  %c = math.sin %v : vector<4xbf16>
  %e = math.sqrt %d : f64
  %f = math.exp %w : f80
  %g = math.fma %a, %a, %b : f16
  %h = math.fpowi %a, %i fastmath<fast> : f16, i32
  %j = arith.addf %g, %h : f16
  return %c, %e, %f, %j : vector<4xbf16>, f64, f80, f16
}

// Folds of what is no function of floats make no constants.
// CHECK-LABEL: func.func @others_stay
// CHECK: arith.remui
// CHECK: memref.dim %arg0, %
func.func @others_stay(%m: memref<4xf32>) -> (index, index, index) {
  %c9 = arith.constant 9 : index
  %c4 = arith.constant 4 : index
  %c0 = arith.constant 0 : index
  %open = memref.cast %m : memref<4xf32> to memref<?xf32>
  %0 = arith.remui %c9, %c4 : index
  %1 = memref.dim %open, %c0 : memref<?xf32>
  %2 = arith.addi %c9, %c0 : index
  return %0, %1, %2 : index, index, index
}
