// RUN: not weft opt %s 2>&1 | FileCheck %s --check-prefix=REFUSED
// RUN: weft opt %s --allow-unregistered-dialect | FileCheck %s
// RUN: weft opt %s --allow-unregistered-dialect --canonicalize --cse --verify-roundtrip | FileCheck %s

// REFUSED: allow-unregistered-dialect.mlir:10:18: error: operation being parsed with an unregistered dialect. If this is intended, please use -allow-unregistered-dialect with the MLIR tool used
// CHECK: %0 = "test.get"() {on} : () -> !test.thing<1>
// CHECK: %1 = "test.get"() {on} : () -> !test.thing<1>
// CHECK: "test.put"(%0, %1) : (!test.thing<1>, !test.thing<1>) -> ()
func.func @f() {
  %0 = "test.get"() {on} : () -> !test.thing<1>
  %1 = "test.get"() {on} : () -> !test.thing<1>
  "test.put"(%0, %1) : (!test.thing<1>, !test.thing<1>) -> ()
  return
}
