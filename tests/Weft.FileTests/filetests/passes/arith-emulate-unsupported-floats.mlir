// RUN: weft opt %s --arith-emulate-unsupported-floats="source-types=bf16,f8E5M2 target-type=f32" | FileCheck %s
// AS-MLIR-OPT

// Each result is rounded; what is extended is so once, where it is made.
// CHECK-LABEL: func.func @sums
// CHECK: %[[B:.*]] = arith.extf %arg1 fastmath<contract> : bf16 to f32
// CHECK: %[[A:.*]] = arith.extf %arg0 fastmath<contract> : bf16 to f32
// CHECK: %[[SUM:.*]] = arith.addf %[[A]], %[[B]] : f32
// CHECK: %[[ROUND:.*]] = arith.truncf %[[SUM]] fastmath<contract> : f32 to bf16
// CHECK: %[[WIDE:.*]] = arith.extf %[[ROUND]] fastmath<contract> : bf16 to f32
// CHECK: arith.mulf %[[WIDE]], %[[B]] fastmath<fast> : f32
// CHECK: arith.cmpf oge, %{{.*}}, %[[WIDE]] : f32
// CHECK: math.exp %{{.*}} : bf16
// CHECK: arith.addf %{{.*}} : f16
func.func @sums(%a: bf16, %b: bf16, %h: f16) -> (i1, bf16, f16) {
  %c = arith.addf %a, %b : bf16
  %d = arith.mulf %c, %b fastmath<fast> : bf16
  %e = arith.cmpf oge, %d, %c : bf16
  %f = math.exp %d : bf16
  %g = arith.addf %h, %h : f16
  return %e, %f, %g : i1, bf16, f16
}

// Conversions and constants are no arithmetic.
// CHECK-LABEL: func.func @casts
// CHECK: arith.bitcast %{{.*}} : bf16 to i16
// CHECK: arith.sitofp %{{.*}} : i32 to f32
// CHECK: arith.extf %{{.*}} : bf16 to f64
// CHECK: arith.subf %{{.*}} : vector<4xf32>
func.func @casts(%i: i32, %x: i16, %v: vector<4xf8E5M2>) -> (i16, f64, bf16, vector<4xf8E5M2>) {
  %y = arith.bitcast %x : i16 to bf16
  %b = arith.bitcast %y : bf16 to i16
  %c = arith.sitofp %i : i32 to bf16
  %d = arith.extf %c : bf16 to f64
  %e = arith.subf %v, %v : vector<4xf8E5M2>
  return %b, %d, %c, %e : i16, f64, bf16, vector<4xf8E5M2>
}

// What is no arithmetic is not folded.
// CHECK-LABEL: func.func @others_stay
// CHECK: math.sqrt
// CHECK: memref.dim
func.func @others_stay(%m: memref<4xf32>) -> (f32, index) {
  %x = arith.constant 4.0 : f32
  %0 = math.sqrt %x : f32
  %c0 = arith.constant 0 : index
  %1 = memref.dim %m, %c0 : memref<4xf32>
  return %0, %1 : f32, index
}

// The arithmetic of vectors.
// CHECK-LABEL: func.func @vectors
// CHECK: vector.reduction <add>, %{{.*}} : vector<4xf32> into f32
// CHECK: vector.fma %{{.*}} : vector<4xf32>
// CHECK: vector.multi_reduction <add>, %{{.*}} : vector<4x4xf32> to vector<4xf32>
// CHECK: vector.outerproduct %{{.*}} : vector<4xf32>, vector<4xf32>
// CHECK: vector.contract {{.*}} : vector<4xf32>, vector<4xf32> into f32
// CHECK: vector.scan <add>, %{{.*}} : vector<4x4xf32>, vector<4xf32>
// CHECK: vector.matrix_multiply {{.*}} : (vector<4xf32>, vector<4xf32>) -> vector<4xf32>
// CHECK: vector.broadcast %{{.*}} : bf16 to vector<4xbf16>
func.func @vectors(%x: vector<4xbf16>, %y: vector<4x4xbf16>)
    -> (bf16, vector<4xbf16>, vector<4xbf16>, vector<4x4xbf16>, bf16, vector<4xbf16>, vector<4xbf16>, vector<4xbf16>) {
  %0 = vector.reduction <add>, %x : vector<4xbf16> into bf16
  %1 = vector.fma %x, %x, %x : vector<4xbf16>
  %2 = vector.multi_reduction <add>, %y, %x [0] : vector<4x4xbf16> to vector<4xbf16>
  %3 = vector.outerproduct %x, %x, %y : vector<4xbf16>, vector<4xbf16>
  %4 = vector.contract {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>, affine_map<(d0) -> ()>],
    iterator_types = ["reduction"]} %x, %x, %0 : vector<4xbf16>, vector<4xbf16> into bf16
  %5:2 = vector.scan <add>, %y, %x {inclusive = true, reduction_dim = 0 : i64} : vector<4x4xbf16>, vector<4xbf16>
  %6 = vector.matrix_multiply %x, %x {lhs_rows = 2 : i32, lhs_columns = 2 : i32, rhs_columns = 2 : i32}
    : (vector<4xbf16>, vector<4xbf16>) -> vector<4xbf16>
  %7 = vector.broadcast %4 : bf16 to vector<4xbf16>
  return %0, %1, %2, %3, %4, %5#1, %6, %7
    : bf16, vector<4xbf16>, vector<4xbf16>, vector<4x4xbf16>, bf16, vector<4xbf16>, vector<4xbf16>, vector<4xbf16>
}
