// RUN: weft opt %s --split-input-file --verify-diagnostics
// AS-MLIR-OPT

// A size that is not known leaves the dimension open.
func.func @open(%t: tensor<2x3xi32>, %size: index, %to: tensor<2x1x3xi32>) -> tensor<2x1x3xi32> {
  // expected-error @+1 {{mismatch in inner tile sizes specified and shaped of tiled dimension in the packed type}}
  %0 = tensor.pack %t inner_dims_pos = [1] inner_tiles = [%size] into %to : tensor<2x3xi32> -> tensor<2x1x3xi32>
  return %0 : tensor<2x1x3xi32>
}

// -----

// A constant is known.
func.func @constant(%t: tensor<2x3xi32>, %to: tensor<2x1x3xi32>) -> tensor<2x1x3xi32> {
  %size = arith.constant 3 : index
  %0 = tensor.pack %t inner_dims_pos = [1] inner_tiles = [%size] into %to : tensor<2x3xi32> -> tensor<2x1x3xi32>
  return %0 : tensor<2x1x3xi32>
}

// -----

func.func @otherConstant(%t: tensor<2x3xi32>, %to: tensor<2x1x3xi32>) -> tensor<2x1x3xi32> {
  %size = arith.constant 4 : index
  // expected-error @+1 {{mismatch in inner tile sizes specified and shaped of tiled dimension in the packed type}}
  %0 = tensor.pack %t inner_dims_pos = [1] inner_tiles = [%size] into %to : tensor<2x3xi32> -> tensor<2x1x3xi32>
  return %0 : tensor<2x1x3xi32>
}

// -----

// The dimension may be open where the size is known.
func.func @openDimension(%t: tensor<2x3xi32>, %to: tensor<2x1x?xi32>) -> tensor<2x1x?xi32> {
  %0 = tensor.pack %t inner_dims_pos = [1] inner_tiles = [3] into %to : tensor<2x3xi32> -> tensor<2x1x?xi32>
  return %0 : tensor<2x1x?xi32>
}
