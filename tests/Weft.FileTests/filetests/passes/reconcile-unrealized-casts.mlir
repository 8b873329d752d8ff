// RUN: weft opt %s --reconcile-unrealized-casts | FileCheck %s
// AS-MLIR-OPT

// CHECK-LABEL: func.func @round_trip(
// CHECK-NEXT: return %arg0 : i64
func.func @round_trip(%a: i64) -> i64 {
  %b = builtin.unrealized_conversion_cast %a : i64 to i32
  %c = builtin.unrealized_conversion_cast %b : i32 to i16
  %d = builtin.unrealized_conversion_cast %c : i16 to i64
  return %d : i64
}

// CHECK-LABEL: func.func @on_the_way(
// CHECK-NEXT: %[[B:.*]] = builtin.unrealized_conversion_cast %arg0 : i64 to i32
// CHECK-NEXT: return %arg0, %[[B]] : i64, i32
func.func @on_the_way(%a: i64) -> (i64, i32) {
  %b = builtin.unrealized_conversion_cast %a : i64 to i32
  %c = builtin.unrealized_conversion_cast %b : i32 to i64
  %d = builtin.unrealized_conversion_cast %c : i64 to i32
  return %c, %d : i64, i32
}

// CHECK-LABEL: func.func @unused(
// CHECK-NEXT: return
func.func @unused(%a: i64) {
  %b = builtin.unrealized_conversion_cast %a : i64 to i32
  %c = builtin.unrealized_conversion_cast %b : i32 to i16
  return
}

// Several values go together, in one order.
// CHECK-LABEL: func.func @several(
// CHECK-NEXT: %[[B:.*]]:2 = builtin.unrealized_conversion_cast %arg0, %arg1 : i64, i32 to f32, f16
// CHECK-NEXT: %[[D:.*]]:2 = builtin.unrealized_conversion_cast %[[B]]#1, %[[B]]#0 : f16, f32 to i64, i32
// CHECK-NEXT: return %arg0, %[[D]]#1 : i64, i32
func.func @several(%a: i64, %x: i32) -> (i64, i32) {
  %b:2 = builtin.unrealized_conversion_cast %a, %x : i64, i32 to f32, f16
  %c:2 = builtin.unrealized_conversion_cast %b#0, %b#1 : f32, f16 to i64, i32
  %d:2 = builtin.unrealized_conversion_cast %b#1, %b#0 : f16, f32 to i64, i32
  return %c#0, %d#1 : i64, i32
}

// CHECK-LABEL: func.func @from_nothing(
// CHECK-NEXT: builtin.unrealized_conversion_cast to i32
func.func @from_nothing() -> i32 {
  %a = builtin.unrealized_conversion_cast to i32
  return %a : i32
}
