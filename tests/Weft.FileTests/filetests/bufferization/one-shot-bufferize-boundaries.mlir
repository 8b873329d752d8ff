// RUN: weft opt %s --one-shot-bufferize="bufferize-function-boundaries function-boundary-type-conversion=identity-layout-map" | FileCheck %s --check-prefixes=CHECK,DENSE
// RUN: weft opt %s --one-shot-bufferize="bufferize-function-boundaries function-boundary-type-conversion=fully-dynamic-layout-map" | FileCheck %s --check-prefixes=CHECK,OPEN
// RUN: weft opt %s --one-shot-bufferize="bufferize-function-boundaries function-boundary-type-conversion=infer-layout-map" | FileCheck %s --check-prefixes=CHECK,KNOWN
// AS-MLIR-OPT

// CHECK-LABEL: func.func @fresh
// DENSE-SAME: (%{{.*}}: memref<4xf32>) -> memref<4xf32>
// OPEN-SAME: (%{{.*}}: memref<4xf32, strided<[?], offset: ?>>) -> memref<4xf32, strided<[?], offset: ?>>
// KNOWN-SAME: (%{{.*}}: memref<4xf32, strided<[?], offset: ?>>) -> memref<4xf32>
func.func @fresh(%a: tensor<4xf32>) -> tensor<4xf32> {
  %e = tensor.empty() : tensor<4xf32>
  %u = linalg.add ins(%a, %a : tensor<4xf32>, tensor<4xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
  return %u : tensor<4xf32>
}

// CHECK-LABEL: func.func @caller
// DENSE: call @fresh(%{{.*}}) : (memref<4xf32>) -> memref<4xf32>
// OPEN: call @fresh(%{{.*}}) : (memref<4xf32, strided<[?], offset: ?>>) -> memref<4xf32, strided<[?], offset: ?>>
// KNOWN: call @fresh(%{{.*}}) : (memref<4xf32, strided<[?], offset: ?>>) -> memref<4xf32>
func.func @caller(%a: tensor<4xf32>, %i: index) -> f32 {
  %r = call @fresh(%a) : (tensor<4xf32>) -> tensor<4xf32>
  %e = tensor.extract %r[%i] : tensor<4xf32>
  return %e : f32
}
