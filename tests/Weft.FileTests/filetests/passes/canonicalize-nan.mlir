// RUN: weft opt --canonicalize %s | FileCheck %s
// AS-MLIR-OPT

// Which NaN a folded operation gives: that of the first operand which is one, made quiet, or the positive quiet one.
// CHECK-LABEL: func.func @f32
// CHECK: %[[NONE:.+]] = arith.constant 0x7FC00000 : f32
// CHECK: %[[FIRST:.+]] = arith.constant 0xFFC00001 : f32
// CHECK: %[[SECOND:.+]] = arith.constant 0x7FC00002 : f32
// CHECK: %[[QUIETED:.+]] = arith.constant 0x7FC00001 : f32
// CHECK: %[[AS_IT_IS:.+]] = arith.constant 0x7F800001 : f32
// CHECK: return %[[NONE]], %[[FIRST]], %[[SECOND]], %[[QUIETED]], %[[NONE]], %[[FIRST]], %[[NONE]], %[[AS_IT_IS]]
func.func @f32() -> (f32, f32, f32, f32, f32, f32, f32, f32) {
  %z = arith.constant 0.0 : f32
  %n = arith.constant 0xFFC00001 : f32
  %s = arith.constant 0x7F800001 : f32
  %q = arith.constant 0x7FC00002 : f32
  %inf = arith.constant 0x7F800000 : f32
  %a = arith.divf %z, %z : f32
  %b = arith.addf %n, %q : f32
  %c = arith.addf %q, %n : f32
  %d = arith.mulf %s, %q : f32
  %e = arith.subf %inf, %inf : f32
  %f = arith.subf %z, %n : f32
  %g = arith.remf %inf, %z : f32
  %h = arith.maximumf %s, %q : f32
  return %a, %b, %c, %d, %e, %f, %g, %h: f32, f32, f32, f32, f32, f32, f32, f32
}

// CHECK-LABEL: func.func @other_formats
// CHECK: arith.constant 0x7E00 : f16
// CHECK: arith.constant 0x7FC0 : bf16
// CHECK: arith.constant 0x7FF8000000000000 : f64
func.func @other_formats() -> (f16, bf16, f64, f16, bf16, f64) {
  %z = arith.constant 0.0 : f16
  %n = arith.constant 0.0 : bf16
  %s = arith.constant 0.0 : f64
  %a = arith.divf %z, %z : f16
  %b = arith.divf %n, %n : bf16
  %c = arith.divf %s, %s : f64
  %d = arith.addf %a, %z : f16
  %e = arith.addf %b, %n : bf16
  %f = arith.addf %c, %s : f64
  return %a, %b, %c, %d, %e, %f: f16, bf16, f64, f16, bf16, f64
}

// A function of a NaN gives that one, made quiet; only its sign may change. Of what has a sign, no root and no logarithm is folded.
// CHECK-LABEL: func.func @functions
// CHECK-DAG: %[[QUIETED:.+]] = arith.constant 0x7FC00001 : f32
// CHECK-DAG: %[[POSITIVE:.+]] = arith.constant 0x7FC00000 : f32
// CHECK-DAG: %[[NEGATIVE:.+]] = arith.constant 0xFFC00000 : f32
// CHECK-DAG: %[[ZERO:.+]] = arith.constant -0.000000e+00 : f32
// CHECK-DAG: %[[SQRT:.+]] = math.sqrt %[[NEGATIVE]]
// CHECK-DAG: %[[LOG:.+]] = math.log10 %[[ZERO]]
// CHECK: return %[[QUIETED]], %[[QUIETED]], %[[NEGATIVE]], %[[POSITIVE]], %[[SQRT]], %[[LOG]]
func.func @functions() -> (f32, f32, f32, f32, f32, f32) {
  %n = arith.constant 0xFFC00000 : f32
  %s = arith.constant 0x7F800001 : f32
  %z = arith.constant -0.0 : f32
  %a = math.sqrt %s : f32
  %b = math.floor %s : f32
  %c = math.round %n : f32
  %d = math.absf %n : f32
  %e = math.sqrt %n : f32
  %f = math.log10 %z : f32
  return %a, %b, %c, %d, %e, %f : f32, f32, f32, f32, f32, f32
}

// Vectors of floats are not compared.
// CHECK-LABEL: func.func @vectors
// CHECK: arith.cmpf uno
// CHECK: arith.cmpf true
func.func @vectors() -> (vector<2xi1>, vector<2xi1>) {
  %n = arith.constant dense<0x7FC00000> : vector<2xf32>
  %m = arith.constant dense<[1.0, 2.0]> : vector<2xf32>
  %a = arith.cmpf uno, %n, %n : vector<2xf32>
  %b = arith.cmpf true, %n, %m : vector<2xf32>
  return %a, %b : vector<2xi1>, vector<2xi1>
}

// CHECK-LABEL: func.func @functions_of_two
// CHECK-DAG: %[[ONE:.+]] = arith.constant 1.000000e+00 : f32
// CHECK-DAG: %[[N:.+]] = arith.constant 0xFFC00001 : f32
// CHECK-DAG: %[[P:.+]] = arith.constant 0x7FC00002 : f32
// CHECK: return %[[ONE]], %[[N]], %[[P]], %[[N]], %[[P]]
func.func @functions_of_two() -> (f32, f32, f32, f32, f32) {
  %n = arith.constant 0xFFC00001 : f32
  %p = arith.constant 0x7FC00002 : f32
  %m = arith.constant -2.5 : f32
  %z = arith.constant -0.0 : f32
  %a = math.powf %n, %z : f32
  %b = math.powf %n, %p : f32
  %c = math.powf %m, %p : f32
  %d = math.atan2 %p, %n : f32
  %e = math.atan2 %m, %p : f32
  return %a, %b, %c, %d, %e : f32, f32, f32, f32, f32
}
