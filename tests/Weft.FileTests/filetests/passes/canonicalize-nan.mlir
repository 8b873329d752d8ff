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
