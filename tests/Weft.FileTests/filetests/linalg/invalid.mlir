// RUN: weft opt %s --verify-diagnostics --split-input-file

func.func @iterators(%m: memref<4xf32>) {
  // expected-error@+1 {{custom op 'linalg.generic' expected "iterator_types" array attribute}}
  linalg.generic {indexing_maps = [affine_map<(i) -> (i)>]} outs(%m : memref<4xf32>) {
  ^bb0(%x: f32):
    linalg.yield %x : f32
  }
  return
}

// -----

func.func @dims(%m: memref<4xf32>) {
  // expected-error@+1 {{'linalg.generic' op expected indexing_map #0 to have 1 dim(s) to match the number of loops}}
  linalg.generic {indexing_maps = [affine_map<(i, j) -> (i)>], iterator_types = ["parallel"]} outs(%m : memref<4xf32>) {
  ^bb0(%x: f32):
    linalg.yield %x : f32
  }
  return
}

// -----

func.func @maps(%m: memref<4xf32>) {
  // expected-error@+1 {{'linalg.generic' op expected the number of indexing_map (2) to be equal to the number of input/output operands (1)}}
  linalg.generic {indexing_maps = [affine_map<(i) -> (i)>, affine_map<(i) -> (i)>], iterator_types = ["parallel"]}
    outs(%m : memref<4xf32>) {
  ^bb0(%x: f32):
    linalg.yield %x : f32
  }
  return
}

// -----

func.func @no_source(%m: memref<4xf32>) {
  // expected-error@+1 {{'linalg.generic' op expected the shape-to-loops map to be non-null}}
  linalg.generic {indexing_maps = [affine_map<(i, j) -> (i + j)>], iterator_types = ["parallel", "parallel"]} outs(%m : memref<4xf32>) {
  ^bb0(%x: f32):
    linalg.yield %x : f32
  }
  return
}

// -----

func.func @mixed(%t: tensor<4xf32>, %m: memref<4xf32>) {
  // expected-error@+1 {{'linalg.copy' op expected to have pure tensor or buffer semantics}}
  linalg.copy ins(%t : tensor<4xf32>) outs(%m : memref<4xf32>)
  return
}

// -----

func.func @shape(%a: memref<4x8xf32>, %b: memref<7x2xf32>, %c: memref<4x2xf32>) {
  // expected-error@+1 {{'linalg.matmul' op inferred input/output operand #1 has shape's dimension #0 to be 8, but found 7}}
  linalg.matmul ins(%a, %b : memref<4x8xf32>, memref<7x2xf32>) outs(%c : memref<4x2xf32>)
  return
}

// -----

func.func @window(%i: memref<5xf32>, %k: memref<3xf32>, %o: memref<4xf32>) {
  // expected-error@+1 {{'linalg.conv_1d' op inferred input/output operand #0 has shape's dimension #0 to be greater than or equal to 6, but found 5}}
  linalg.conv_1d ins(%i, %k : memref<5xf32>, memref<3xf32>) outs(%o : memref<4xf32>)
  return
}

// -----

func.func @results(%t: tensor<4xf32>) {
  // expected-error@+1 {{'linalg.exp' op expected the number of tensor results (0) to be equal to the number of output tensors (1)}}
  linalg.exp ins(%t : tensor<4xf32>) outs(%t : tensor<4xf32>)
  return
}

// -----

func.func @operands(%t: tensor<4xf32>) {
  // expected-error@+2 {{custom op 'linalg.exp' [parseNamedStructuredOpRegion] ods-gen generated region expects 2 args, got 3}}
  linalg.exp ins(%t, %t : tensor<4xf32>, tensor<4xf32>) outs(%t : tensor<4xf32>)
  return
}

// -----

func.func @function(%m: memref<4xf32>) {
  // expected-error@+1 {{'linalg.copy' op attribute 'cast' failed to satisfy constraint: allowed 32-bit signless integer cases: 0, 1}}
  linalg.copy {cast = 1 : i32} ins(%m : memref<4xf32>) outs(%m : memref<4xf32>)
  return
}

// -----

func.func @strides(%i: memref<1x9x2xf32>, %k: memref<3xf32>, %o: memref<1x4x2xf32>) {
  // expected-error@+1 {{Invalid attribute `strides` in property conversion: dense<2.000000e+00> : vector<1xf32>}}
  linalg.pooling_nwc_max <{strides = dense<2.0> : vector<1xf32>}> ins(%i, %k : memref<1x9x2xf32>, memref<3xf32>)
    outs(%o : memref<1x4x2xf32>)
  return
}

// -----

func.func @yield(%m: memref<4xf32>, %n: i32) {
  linalg.map outs(%m : memref<4xf32>) () {
    // expected-error@+1 {{'linalg.yield' op type of yield operand 1 ('i32') doesn't match the element type of the enclosing linalg.generic op ('f32')}}
    linalg.yield %n : i32
  }
  return
}

// -----

func.func @index() {
  // expected-error@+1 {{'linalg.index' op expected parent op with LinalgOp interface}}
  %0 = linalg.index 0 : index
  return
}

// -----

func.func @map(%m: memref<4xf32>, %n: memref<5xf32>) {
  // expected-error@+1 {{'linalg.map' op expected shape of input (5) to match shape of output (4)}}
  linalg.map { math.exp } ins(%n : memref<5xf32>) outs(%m : memref<4xf32>)
  return
}

// -----

func.func @reduce(%a: memref<4x8xf32>, %s: memref<4xf32>) {
  // expected-error@+1 {{'linalg.reduce' op init dimensions [4] doesn't match input dimensions after reduction [8]}}
  linalg.reduce { arith.addf } ins(%a : memref<4x8xf32>) outs(%s : memref<4xf32>) dimensions = [0]
  return
}

// -----

func.func @transpose(%a: memref<4x8xf32>, %b: memref<4x8xf32>) {
  // expected-error@+1 {{'linalg.transpose' op dim(result, 0) = 4 doesn't match dim(input, permutation[0]) = 8}}
  linalg.transpose ins(%a : memref<4x8xf32>) outs(%b : memref<4x8xf32>) permutation = [1, 0]
  return
}

// -----

func.func @broadcast(%a: memref<4xf32>, %b: memref<5x8xf32>) {
  // expected-error@+1 {{'linalg.broadcast' op input dim 0 should match init dim 0. input: 4, init: 5}}
  linalg.broadcast ins(%a : memref<4xf32>) outs(%b : memref<5x8xf32>) dimensions = [1]
  return
}

// -----

func.func @softmax(%a: tensor<4x8xf32>) {
  // expected-error@+1 {{'linalg.softmax' op incorrect dimension specified}}
  %0 = linalg.softmax dimension(2) ins(%a : tensor<4x8xf32>) outs(%a : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

func.func @winograd(%k: tensor<2x2x3x5xf32>, %t: tensor<6x6x5x2xf32>) {
  // expected-error@+1 {{'linalg.winograd_filter_transform' op expect filter height either equals to r or 1}}
  %0 = linalg.winograd_filter_transform m(4) r(3) ins(%k : tensor<2x2x3x5xf32>) outs(%t : tensor<6x6x5x2xf32>) -> tensor<6x6x5x2xf32>
  return
}
