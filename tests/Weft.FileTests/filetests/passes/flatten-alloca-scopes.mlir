// RUN: weft opt %s --flatten-alloca-scopes | FileCheck %s

// CHECK-LABEL: @scopes
// CHECK-NEXT: %[[A:.*]] = memref.alloca() : memref<4xf32>
// CHECK-NEXT: %[[B:.*]] = memref.alloc(%arg0) : memref<?xf32>
// CHECK-NEXT: memref.copy %[[A]], %[[B]]
// CHECK-NEXT: memref.dealloc %[[B]]
// CHECK-NEXT: return %arg0
func.func @scopes(%n: index) -> index {
  %r = memref.alloca_scope -> (index) {
    %a = memref.alloca() : memref<4xf32>
    %b = memref.alloca(%n) : memref<?xf32>
    memref.copy %a, %b : memref<4xf32> to memref<?xf32>
    memref.alloca_scope.return %n : index
  }
  return %r : index
}
