// RUN: not weft opt %s --split-input-file | FileCheck %s
// RUN: not weft opt %s --split-input-file 2>&1 | FileCheck %s --check-prefix=MESSAGE

// CHECK:      module @first {
// CHECK-NEXT: }
// CHECK-EMPTY:
// CHECK-NEXT: // -----
// CHECK-NEXT: // -----
// CHECK-NEXT: module @third {

// MESSAGE: within split at split-input.mlir:14 offset :2:1: error: expected operation name in quotes
module @first {}

// -----
}
// -----
module @third {}
