// Who is asked first may have the buffer: the view of a tensor or the write into the view.
// RUN: weft opt %s --one-shot-bufferize=analysis-heuristic=top-down | FileCheck %s
// RUN: weft opt %s --one-shot-bufferize | FileCheck %s --check-prefix=LAST
// AS-MLIR-OPT

// CHECK-LABEL: func.func @view
// CHECK: %[[VIEW:.*]] = memref.subview
// CHECK-NEXT: %[[COPY:.*]] = memref.alloc
// CHECK-NEXT: memref.copy %[[VIEW]], %[[COPY]]
// CHECK-NEXT: memref.store %arg0, %[[COPY]]
// LAST-LABEL: func.func @view
// LAST: %[[COPY:.*]] = memref.alloc() {{.*}} : memref<4xf32>
// LAST-NEXT: memref.copy %{{.*}}, %[[COPY]]
// LAST-NEXT: memref.store %arg0, %[[COPY]]
func.func @view(%x: f32, %i: index) -> (f32, f32) {
  %e = tensor.empty() : tensor<8xf32>
  %t = linalg.fill ins(%x : f32) outs(%e : tensor<8xf32>) -> tensor<8xf32>
  %s = tensor.extract_slice %t[2] [4] [1] : tensor<8xf32> to tensor<4xf32>
  %w = tensor.insert %x into %s[%i] : tensor<4xf32>
  %r = tensor.extract %t[%i] : tensor<8xf32>
  %q = tensor.extract %w[%i] : tensor<4xf32>
  return %r, %q : f32, f32
}
