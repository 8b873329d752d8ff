// RUN: weft opt %s --split-input-file --verify-diagnostics --allow-unregistered-dialect

func.func @f(%t: tensor<8xf32>) {
  // expected-error@+1 {{'tensor.expand_shape' op expected collapsed rank (1) to equal the number of reassociation maps (2).}}
  %0 = "tensor.expand_shape"(%t) <{reassociation = [[0, 1], [2]], static_output_shape = array<i64: 2, 4>}> : (tensor<8xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @f(%t: tensor<8xf32>) {
  // expected-error@+1 {{'tensor.expand_shape' op expected reassociation map #0 to have size equal to the expanded rank (2), but it is  3.}}
  %0 = "tensor.expand_shape"(%t) <{reassociation = [[0, 2]], static_output_shape = array<i64: 2, 4>}> : (tensor<8xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @f(%t: tensor<8xf32>) {
  // expected-error@+1 {{'tensor.expand_shape' op expected reassociation map #0 to have size equal to the expanded rank (2), but it is  1.}}
  %0 = "tensor.expand_shape"(%t) <{reassociation = [[0]], static_output_shape = array<i64: 2, 4>}> : (tensor<8xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @f(%t: tensor<8xf32>) {
  // expected-error@+1 {{'tensor.expand_shape' op expected collapsed type to be 'tensor<8xi32>', but got 'tensor<8xf32>'}}
  %0 = "tensor.expand_shape"(%t) <{reassociation = [[0,1]], static_output_shape = array<i64: 2, 4>}> : (tensor<8xf32>) -> tensor<2x4xi32>
  return
}

// -----

func.func @f(%t: tensor<?xf32>) {
  // expected-error@+1 {{'tensor.expand_shape' op expected dimension 0 of collapsed type to be static value of 8}}
  %0 = "tensor.expand_shape"(%t) <{reassociation = [[0,1]], static_output_shape = array<i64: 2, 4>}> : (tensor<?xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @f(%t: tensor<8x4xf32>) {
  // expected-error@+1 {{'tensor.expand_shape' op expected the expanded type, 'tensor<2xf32>' to have a higher (or same) rank than the collapsed type, 'tensor<8x4xf32>'.}}
  %0 = "tensor.expand_shape"(%t) <{reassociation = [[0,1]], static_output_shape = array<i64: 2>}> : (tensor<8x4xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @f(%t: tensor<?x4xf32>) {
  // expected-error@+1 {{'tensor.collapse_shape' op expected dimension 0 of collapsed type to be dynamic since one or more of the corresponding dimensions in the expanded type is dynamic}}
  %0 = "tensor.collapse_shape"(%t) <{reassociation = [[0,1]]}> : (tensor<?x4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @f(%t: tensor<?x4xf32>) {
  // expected-error@+1 {{'tensor.cast' op operand type 'tensor<?x4xf32>' and result type 'tensor<5xf32>' are cast incompatible}}
  %0 = tensor.cast %t : tensor<?x4xf32> to tensor<5xf32>
  return
}

// -----

func.func @f(%t: tensor<4xf32>) {
  // expected-error@+1 {{'tensor.bitcast' op operand type 'tensor<4xf32>' and result type 'tensor<4xi16>' are cast incompatible}}
  %0 = tensor.bitcast %t : tensor<4xf32> to tensor<4xi16>
  return
}

// -----

func.func @f(%t: tensor<4xf32>) {
  // expected-error@+1 {{'tensor.concat' op concatenation dim must be less than the tensor rank}}
  %0 = tensor.concat dim(1) %t, %t : (tensor<4xf32>, tensor<4xf32>) -> tensor<8xf32>
  return
}

// -----

func.func @f(%t: tensor<4xf32>) {
  // expected-error@+1 {{'tensor.concat' op inputs and result element type must match}}
  %0 = tensor.concat dim(0) %t, %t : (tensor<4xf32>, tensor<4xf32>) -> tensor<8xi32>
  return
}

// -----

func.func @f(%t: tensor<4x4xf32>) {
  // expected-error@+1 {{'tensor.concat' op result type 'tensor<9x4xf32>'does not match inferred shape 'tensor<8x4xf32>' static sizes}}
  %0 = tensor.concat dim(0) %t, %t : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<9x4xf32>
  return
}

// -----

func.func @f(%n: index) {
  // expected-error@+1 {{'tensor.empty' op incorrect number of dynamic sizes, has 2, expected 1}}
  %0 = tensor.empty(%n, %n) : tensor<?x4xf32>
  return
}

// -----

func.func @f(%t: tensor<4x4xf32>) {
  // expected-error@+1 {{expected the block to have 2 arguments}}
  %0 = tensor.pad %t low[0, 0] high[0, 0] {
  ^bb0(%a: index):
    %c = arith.constant 0.0 : f32
    tensor.yield %c : f32
  } : tensor<4x4xf32> to tensor<4x4xf32>
  return
}

// -----

func.func @f(%t: tensor<4x4xf32>) {
  // expected-error@+1 {{specified type 'tensor<4x4xf32>' does not match the inferred type 'tensor<4x5xf32>'}}
  %0 = tensor.pad %t low[0, 0] high[0, 1] {
  ^bb0(%a: index, %b: index):
    %c = arith.constant 0.0 : f32
    tensor.yield %c : f32
  } : tensor<4x4xf32> to tensor<4x4xf32>
  return
}

// -----

func.func @f(%t: tensor<4x4xf32>) {
  // expected-error@+1 {{'tensor.yield' op requires a single operand}}
  %0 = tensor.pad %t low[0, 0] high[0, 1] {
  } : tensor<4x4xf32> to tensor<4x5xf32>
  return
}

// -----

func.func @f(%n: index) {
  // expected-error@+1 {{must have one body argument per input dimension}}
  %0 = tensor.generate %n {
  ^bb0(%a: index, %b: index):
    %c = arith.constant 0.0 : f32
    tensor.yield %c : f32
  } : tensor<?xf32>
  return
}

// -----

func.func @f(%t: tensor<2xf32>, %d: tensor<4x4xf32>, %i: tensor<2x1xindex>) {
  // expected-error@+1 {{'tensor.scatter' op requires 'unique' attribute to be set}}
  %0 = tensor.scatter %t into %d[%i] scatter_dims([0]) : (tensor<2xf32>, tensor<4x4xf32>, tensor<2x1xindex>) -> tensor<4x4xf32>
  return
}

// -----

func.func @f(%t: tensor<2xf32>, %d: tensor<4x4xf32>, %i: tensor<2x1xindex>) {
  // expected-error@+1 {{'tensor.gather' op gather_dims must be non-empty}}
  %0 = tensor.gather %d[%i] gather_dims([]) : (tensor<4x4xf32>, tensor<2x1xindex>) -> tensor<2xf32>
  return
}

// -----

func.func @f(%t: tensor<2xf32>, %d: tensor<4x4xf32>, %i: tensor<2x2xindex>) {
  // expected-error@+1 {{'tensor.gather' op gather_dims values must be strictly increasing}}
  %0 = tensor.gather %d[%i] gather_dims([1, 0]) : (tensor<4x4xf32>, tensor<2x2xindex>) -> tensor<2xf32>
  return
}

// -----

func.func @f(%t: tensor<4x4xf32>) {
  // expected-error@+1 {{expected element type to be 'f32'}}
  %0 = tensor.extract_slice %t[0, 0] [4, 4] [1, 1] : tensor<4x4xf32> to tensor<4x4xi32>
  return
}

// -----

func.func @f(%t: tensor<4x4xf32>) {
  // expected-error@+1 {{expected mixed offsets rank to match mixed sizes rank (2 vs 1) so the rank of the result type is well-formed.}}
  %0 = tensor.extract_slice %t[0, 0] [4] [1, 1] : tensor<4x4xf32> to tensor<4x4xf32>
  return
}

// -----

func.func @f(%t: tensor<4x4xf32>) {
  // expected-error@+1 {{expected type to be 'tensor<2x4xf32>' or a rank-reduced version. (size mismatch) }}
  %0 = tensor.insert_slice %t into %t[0, 0] [2, 4] [1, 1] : tensor<4x4xf32> into tensor<4x4xf32>
  return
}

// -----

func.func @f(%x: i32, %t: tensor<4xf32>, %i: index) {
  // expected-error@+1 {{'tensor.insert' op failed to verify that scalar type matches element type of dest}}
  %0 = "tensor.insert"(%x, %t, %i) : (i32, tensor<4xf32>, index) -> tensor<4xf32>
  return
}

// -----

func.func @f(%x: i32, %t: tensor<4xf32>, %i: index) {
  // expected-error@+1 {{'tensor.from_elements' op failed to verify that operand types match result element type}}
  %0 = "tensor.from_elements"(%x) : (i32) -> tensor<1xf32>
  return
}

// -----

func.func @f(%x: i32, %t: tensor<4xf32>, %i: index) {
  // expected-error@+1 {{'tensor.splat' op failed to verify that operand type matches element type of result}}
  %0 = "tensor.splat"(%x) : (i32) -> tensor<1xf32>
  return
}

// -----

func.func @f(%t: tensor<16x16xf32>, %d: tensor<4x4x4xf32>) {
  // expected-error@+1 {{packed rank must equal unpacked rank + tiling factors}}
  %0 = tensor.pack %t inner_dims_pos = [0, 1] inner_tiles = [4, 4] into %d : tensor<16x16xf32> -> tensor<4x4x4xf32>
  return
}

// -----

func.func @f(%t: tensor<16x16xf32>, %d: tensor<4x4x4x4xf32>) {
  // expected-error@+1 {{invalid zero tile factor}}
  %0 = tensor.pack %t inner_dims_pos = [0, 1] inner_tiles = [0, 4] into %d : tensor<16x16xf32> -> tensor<4x4x4x4xf32>
  return
}

// -----

func.func @f(%t: tensor<16x16xf32>, %d: tensor<4x4x4x4xf32>) {
  // expected-error@+1 {{tiling factors must equal the number of dimensions to tile}}
  %0 = tensor.pack %t inner_dims_pos = [0, 1] inner_tiles = [4] into %d : tensor<16x16xf32> -> tensor<4x4x4x4xf32>
  return
}

// -----

func.func @f(%t: tensor<16xf32>, %d: tensor<4x4x4xf32>) {
  // expected-error@+1 {{invalid inner_dims_pos vector}}
  %0 = tensor.pack %t inner_dims_pos = [0, 1] inner_tiles = [4, 4] into %d : tensor<16xf32> -> tensor<4x4x4xf32>
  return
}

// -----

func.func @f(%t: tensor<16x16xf32>, %d: tensor<4x4x4x4xf32>) {
  // expected-error@+1 {{the shape of output is not large enough to hold the packed data. Expected at least 'tensor<4x4x4x5xf32>', got 'tensor<4x4x4x4xf32>'}}
  %0 = tensor.pack %t inner_dims_pos = [0, 1] inner_tiles = [4, 5] into %d : tensor<16x16xf32> -> tensor<4x4x4x4xf32>
  return
}

// -----

func.func @f(%t: tensor<16x16xf32>, %d: tensor<4x3x4x4xf32>) {
  // expected-error@+1 {{the shape of output is not large enough to hold the packed data. Expected at least 'tensor<4x4x4x4xf32>', got 'tensor<4x3x4x4xf32>'}}
  %0 = tensor.pack %t inner_dims_pos = [0, 1] inner_tiles = [4, 4] into %d : tensor<16x16xf32> -> tensor<4x3x4x4xf32>
  return
}

// -----

func.func @f(%t: tensor<16x16xf32>, %d: tensor<4x4x4x4xf32>) {
  %0 = tensor.unpack %d inner_dims_pos = [0, 1] inner_tiles = [4, 4] into %t : tensor<4x4x4x4xf32> -> tensor<16x16xf32>
  // expected-error@+1 {{the shape of output is not large enough to hold the packed data. Expected at least 'tensor<4x6x4x3xf32>', got 'tensor<4x4x4x4xf32>'}}
  %1 = tensor.unpack %d inner_dims_pos = [0, 1] inner_tiles = [4, 3] into %t : tensor<4x4x4x4xf32> -> tensor<16x16xf32>
  return
}

// -----

func.func @f(%t: tensor<2x3xf32>, %s: tensor<2xi32>) {
  // expected-error@+1 {{'tensor.reshape' op element types of source and destination tensor types should be the same}}
  %0 = tensor.reshape %t(%s) : (tensor<2x3xf32>, tensor<2xi32>) -> tensor<2x3xi32>
  return
}

// -----

func.func @f(%t: tensor<f32>, %z : index) {
  // expected-error@+1 {{'tensor.dim' op operand #0 must be non-0-ranked or unranked tensor, but got 'tensor<f32>'}}
  %c = tensor.dim %t, %z : tensor<f32>
  return
}
