// RUN: weft opt %s --canonicalize | FileCheck %s
// AS-MLIR-OPT

// A NaN keeps its sign and its payload in another format; where that would not fit, and where it is signalling, nothing is folded.
// CHECK-LABEL: func.func @in_formats
// CHECK-DAG: 0x7FFFC000000000000000 : f80
// CHECK-DAG: 0xFFFFC000010000000000 : f80
// CHECK-DAG: 0x7E : f8E5M2
// CHECK-DAG: 0xFFF00000 : f32
// CHECK-COUNT-7: arith.truncf
// CHECK-NOT: arith
func.func @in_formats() -> (f8E4M3FN, f8E4M3FNUZ, f8E4M3FN, f8E4M3FNUZ, f8E5M2FNUZ, f8E4M3B11FNUZ, f32, f32, f8E4M3FN, f8E5M2, f80, f80) {
  %n = arith.constant 0x7FC00000 : f32
  %m = arith.constant 0xFFC00000 : f32
  %k = arith.constant 0x7FF00000 : f32
  %0 = arith.truncf %n : f32 to f8E4M3FN
  %1 = arith.truncf %n : f32 to f8E4M3FNUZ
  %2 = arith.truncf %m : f32 to f8E4M3FN
  %3 = arith.truncf %m : f32 to f8E4M3FNUZ
  %4 = arith.truncf %n : f32 to f8E5M2FNUZ
  %5 = arith.truncf %n : f32 to f8E4M3B11FNUZ
  %a = arith.constant 0xFF : f8E4M3FN
  %6 = arith.extf %a : f8E4M3FN to f32
  %b = arith.constant 0x80 : f8E5M2FNUZ
  %7 = arith.extf %b : f8E5M2FNUZ to f32
  %8 = arith.truncf %k : f32 to f8E4M3FN
  %9 = arith.truncf %n : f32 to f8E5M2
  %10 = arith.extf %n : f32 to f80
  %q = arith.constant 0xFFC00001 : f32
  %11 = arith.extf %q : f32 to f80
  return %0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11 : f8E4M3FN, f8E4M3FNUZ, f8E4M3FN, f8E4M3FNUZ, f8E5M2FNUZ, f8E4M3B11FNUZ, f32, f32, f8E4M3FN, f8E5M2, f80, f80
}
