// Vectors are multiplied and summed in the wider format, too; what has nothing to do with floats is not folded.
// RUN: weft opt %s '--arith-emulate-unsupported-floats=source-types=bf16 target-type=f32' | FileCheck %s
// AS-MLIR-OPT

// CHECK-LABEL: func.func @products
// CHECK: vector.fma {{.*}} : vector<4xf32>
// CHECK: vector.outerproduct {{.*}} : vector<4xf32>, vector<4xf32>
// CHECK: vector.reduction <add>, %{{.*}} : vector<4xf32> into f32
// CHECK: vector.multi_reduction <add>, {{.*}} : vector<4x4xf32> to vector<4xf32>
func.func @products(%a: vector<4xbf16>, %b: vector<4x4xbf16>) -> (bf16, vector<4xbf16>) {
  %f = vector.fma %a, %a, %a : vector<4xbf16>
  %o = vector.outerproduct %f, %a, %b {kind = #vector.kind<add>} : vector<4xbf16>, vector<4xbf16>
  %r = vector.reduction <add>, %f : vector<4xbf16> into bf16
  %m = vector.multi_reduction <add>, %o, %a [0] : vector<4x4xbf16> to vector<4xbf16>
  return %r, %m : bf16, vector<4xbf16>
}

// CHECK-LABEL: func.func @integers
// CHECK: memref.dim
func.func @integers(%m: memref<4xi32>) -> index {
  %c0 = arith.constant 0 : index
  %d = memref.dim %m, %c0 : memref<4xi32>
  return %d : index
}
