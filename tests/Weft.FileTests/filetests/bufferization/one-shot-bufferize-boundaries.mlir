// RUN: weft opt %s --one-shot-bufferize="bufferize-function-boundaries function-boundary-type-conversion=identity-layout-map" | FileCheck %s --check-prefix=DENSE
// RUN: weft opt %s --one-shot-bufferize="bufferize-function-boundaries function-boundary-type-conversion=fully-dynamic-layout-map" | FileCheck %s --check-prefix=OPEN
// RUN: weft opt %s --one-shot-bufferize="bufferize-function-boundaries function-boundary-type-conversion=infer-layout-map" | FileCheck %s --check-prefix=KNOWN
// AS-MLIR-OPT

// DENSE: func.func @fresh(%{{.*}}: memref<4xf32>) -> memref<4xf32>
// OPEN: func.func @fresh(%{{.*}}: memref<4xf32, strided<[?], offset: ?>>) -> memref<4xf32, strided<[?], offset: ?>>
// KNOWN: func.func @fresh(%{{.*}}: memref<4xf32, strided<[?], offset: ?>>) -> memref<4xf32>
func.func @fresh(%a: tensor<4xf32>) -> tensor<4xf32> {
  %e = tensor.empty() : tensor<4xf32>
  %u = linalg.add ins(%a, %a : tensor<4xf32>, tensor<4xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
  return %u : tensor<4xf32>
}

// DENSE: call @fresh(%{{.*}}) : (memref<4xf32>) -> memref<4xf32>
// OPEN: call @fresh(%{{.*}}) : (memref<4xf32, strided<[?], offset: ?>>) -> memref<4xf32, strided<[?], offset: ?>>
// KNOWN: call @fresh(%{{.*}}) : (memref<4xf32, strided<[?], offset: ?>>) -> memref<4xf32>
func.func @caller(%a: tensor<4xf32>, %i: index) -> f32 {
  %r = call @fresh(%a) : (tensor<4xf32>) -> tensor<4xf32>
  %e = tensor.extract %r[%i] : tensor<4xf32>
  return %e : f32
}
