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
