// RUN: weft opt %s | FileCheck %s

// CHECK: module @m {
// CHECK-NEXT: }
module @m {}
