// RUN: weft opt %s --lower-tensor-access --canonicalize --cse | FileCheck %s

// What types do not say of tiles is asked when the program runs; what lies outside of the source is padding.
// CHECK-LABEL: func.func @pack
// CHECK: %[[ENOUGH:.*]] = arith.cmpi uge
// CHECK: cf.assert %[[ENOUGH]], "tiles of dimension 1 are too few"
// CHECK: tensor.generate
// CHECK: ^bb0(%[[I:.*]]: index, %[[J:.*]]: index, %[[INNER:.*]]: index):
// CHECK: %[[ROW:.*]] = arith.muli %[[I]], %c2
// CHECK: %[[AT:.*]] = arith.addi %[[ROW]], %[[INNER]]
// CHECK: %[[FITS:.*]] = arith.cmpi ult, %[[AT]], %c5
// CHECK: scf.if %[[FITS]]
// CHECK: tensor.extract %{{.*}}[%[[AT]], %[[J]]]
func.func @pack(%a: tensor<5x?xf32>, %to: tensor<3x?x2xf32>, %p: f32) -> tensor<3x?x2xf32> {
  %r = tensor.pack %a padding_value(%p : f32) inner_dims_pos = [0] inner_tiles = [2] into %to
      : tensor<5x?xf32> -> tensor<3x?x2xf32>
  return %r : tensor<3x?x2xf32>
}

// CHECK-LABEL: func.func @unpack
// CHECK: ^bb0(%[[I:.*]]: index, %[[J:.*]]: index):
// CHECK: %[[TILE:.*]] = arith.divui %[[J]], %c3
// CHECK: %[[INNER:.*]] = arith.remui %[[J]], %c3
// CHECK: tensor.extract %{{.*}}[%[[TILE]], %[[I]], %[[INNER]]]
func.func @unpack(%a: tensor<2x?x3xf32>, %to: tensor<?x6xf32>) -> tensor<?x6xf32> {
  %r = tensor.unpack %a outer_dims_perm = [1, 0] inner_dims_pos = [1] inner_tiles = [3] into %to
      : tensor<2x?x3xf32> -> tensor<?x6xf32>
  return %r : tensor<?x6xf32>
}

// CHECK-LABEL: func.func @gather
// CHECK: ^bb0(%[[WHICH:.*]]: index, %{{.*}}: index, %[[INSIDE:.*]]: index, %{{.*}}: index):
// CHECK: tensor.extract %{{.*}}[%[[WHICH]], %c0]
// CHECK: %[[FIRST:.*]] = arith.index_cast
// CHECK: tensor.extract %{{.*}}[%[[WHICH]], %c1]
// CHECK: %[[SECOND:.*]] = arith.index_cast
// CHECK: tensor.extract %{{.*}}[%[[FIRST]], %[[INSIDE]], %[[SECOND]]]
func.func @gather(%a: tensor<4x?x5xf32>, %at: tensor<?x2xi32>) -> tensor<?x1x?x1xf32> {
  %r = tensor.gather %a[%at] gather_dims([0, 2]) : (tensor<4x?x5xf32>, tensor<?x2xi32>) -> tensor<?x1x?x1xf32>
  return %r : tensor<?x1x?x1xf32>
}

// CHECK-LABEL: func.func @scatter
// CHECK: cf.assert %{{.*}}, "dimension 0 of the slices is not that of what they replace"
// CHECK: scf.for %[[WHICH:.*]] = %c0
// CHECK: scf.for %[[INSIDE:.*]] = %c0 {{.*}} iter_args(%[[TO:.*]] =
// CHECK: %[[ELEMENT:.*]] = tensor.extract %{{.*}}[%[[WHICH]], %[[INSIDE]]]
// CHECK: %[[AT:.*]] = tensor.extract %{{.*}}[%[[WHICH]], %c0]
// CHECK: tensor.insert %[[ELEMENT]] into %[[TO]][%[[AT]], %[[INSIDE]]]
func.func @scatter(%parts: tensor<?x5xf32>, %a: tensor<4x5xf32>, %at: tensor<?x1xindex>) -> tensor<4x5xf32> {
  %r = tensor.scatter %parts into %a[%at] scatter_dims([0]) unique
      : (tensor<?x5xf32>, tensor<4x5xf32>, tensor<?x1xindex>) -> tensor<4x5xf32>
  return %r : tensor<4x5xf32>
}

// CHECK-LABEL: func.func @bits
// CHECK: arith.bitcast %{{.*}} : tensor<?xf32> to tensor<?xi32>
func.func @bits(%a: tensor<?xf32>) -> tensor<?xi32> {
  %r = tensor.bitcast %a : tensor<?xf32> to tensor<?xi32>
  return %r : tensor<?xi32>
}

// Arithmetic has no types with a sign.
// CHECK-LABEL: func.func @unsigned_bits
// CHECK: tensor.bitcast %{{.*}} : tensor<?xf32> to tensor<?xui32>
func.func @unsigned_bits(%a: tensor<?xf32>) -> tensor<?xui32> {
  %r = tensor.bitcast %a : tensor<?xf32> to tensor<?xui32>
  return %r : tensor<?xui32>
}
