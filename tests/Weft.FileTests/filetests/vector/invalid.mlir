// RUN: weft opt %s --split-input-file --verify-diagnostics

func.func @broadcast(%v: vector<3x2xf32>, %s: vector<[2]xf32>) {
  // expected-error@+1 {{'vector.broadcast' op dimension mismatch (2 vs. 4)}}
  %0 = vector.broadcast %s : vector<[2]xf32> to vector<4xf32>
  return
}

// -----

func.func @kind_of_type(%s: f32) {
  // expected-error@+1 {{custom op 'vector.broadcast' invalid kind of type specified}}
  %0 = vector.broadcast %s : f32 to tensor<4xf32>
  return
}

// -----

func.func @extract(%v: vector<3x2xf32>) {
  // expected-error@+2 {{'vector.extract' op inferred type(s) 'vector<2xf32>' are incompatible with return type(s) of operation 'vector<3xf32>'}}
  // expected-error@+1 {{'vector.extract' op failed to infer returned types}}
  %0 = vector.extract %v[0] : vector<3xf32> from vector<3x2xf32>
  return
}

// -----

func.func @from_elements(%s: f32) {
  // expected-error@+1 {{custom op 'vector.from_elements' 1 operands present, but expected 2}}
  %0 = vector.from_elements %s : vector<2xf32>
  return
}

// -----

func.func @slice(%v: vector<4x8xf32>) {
  // expected-error@+1 {{'vector.extract_strided_slice' op expected sum(offsets, sizes) dimension 1 to be confined to [1, 9)}}
  %0 = vector.extract_strided_slice %v {offsets = [0, 6], sizes = [2, 4], strides = [1, 1]} : vector<4x8xf32> to vector<2x4xf32>
  return
}

// -----

func.func @shape_cast(%v: vector<2x3xf32>) {
  // expected-error@+1 {{'vector.shape_cast' op invalid shape cast}}
  %0 = vector.shape_cast %v : vector<2x3xf32> to vector<3x1x2xf32>
  return
}

// -----

func.func @shuffle(%v: vector<2xf32>) {
  // expected-error@+1 {{'vector.shuffle' op mask index #2 out of range}}
  %0 = vector.shuffle %v, %v [0, 4] : vector<2xf32>, vector<2xf32>
  return
}

// -----

func.func @reduction(%v: vector<2xf32>) {
  // expected-error@+1 {{'vector.reduction' op unsupported reduction type ''f32'' for kind 'xor'}}
  %0 = vector.reduction <xor>, %v : vector<2xf32> into f32
  return
}

// -----

func.func @multi_reduction(%v: vector<2x4xf32>, %a: vector<2xf32>) {
  // expected-error@+1 {{'vector.multi_reduction' op destination type 'vector<2xf32>' is incompatible with source type 'vector<2x4xf32>'}}
  %0 = vector.multi_reduction <add>, %v, %a [0] : vector<2x4xf32> to vector<2xf32>
  return
}

// -----

#maps = [affine_map<(i, j, k) -> (i, k)>, affine_map<(i, j, k) -> (k, j)>, affine_map<(i, j, k) -> (i, j)>]

func.func @contract(%a: vector<2x4xf32>, %b: vector<4x3xf32>, %c: vector<3x2xf32>) {
  // expected-error@+1 {{'vector.contract' op invalid accumulator/result vector shape, expected: 'vector<2x3xf32>'}}
  %0 = vector.contract {indexing_maps = #maps, iterator_types = ["parallel", "parallel", "reduction"]} %a, %b, %c : vector<2x4xf32>, vector<4x3xf32> into vector<3x2xf32>
  return
}

// -----

func.func @outerproduct(%a: vector<[2]xf32>, %b: vector<3xf32>) {
  // expected-error@+1 {{'vector.outerproduct' op expected either both or only #2 operand dim to be scalable}}
  %0 = vector.outerproduct %a, %b : vector<[2]xf32>, vector<3xf32>
  return
}

// -----

func.func @types_of_read(%m: memref<?xf32>, %i: index, %p: f32) {
  // expected-error@+1 {{custom op 'vector.transfer_read' requires vector type}}
  %0 = vector.transfer_read %m[%i], %p : memref<?xf32>, f32
  return
}

// -----

func.func @broadcast_read(%m: memref<?xf32>, %i: index, %p: f32) {
  // expected-error@+1 {{'vector.transfer_read' op requires broadcast dimensions to be in-bounds}}
  %0 = vector.transfer_read %m[%i], %p {permutation_map = affine_map<(d0) -> (0)>} : memref<?xf32>, vector<4xf32>
  return
}

// -----

func.func @broadcast_write(%m: memref<?xf32>, %i: index, %v: vector<4xf32>) {
  // expected-error@+1 {{'vector.transfer_write' op should not have broadcast dimensions}}
  vector.transfer_write %v, %m[%i] {in_bounds = [true], permutation_map = affine_map<(d0) -> (0)>} : vector<4xf32>, memref<?xf32>
  return
}

// -----

func.func @stride(%m: memref<8xf32, strided<[2]>>, %i: index) {
  // expected-error@+1 {{'vector.load' op most minor memref dim must have unit stride}}
  %0 = vector.load %m[%i] : memref<8xf32, strided<[2]>>, vector<4xf32>
  return
}

// -----

func.func @stored(%m: memref<8xf32>, %i: index, %v: vector<4xi32>) {
  // expected-error@+1 {{'vector.store' op base and valueToStore element type should match}}
  vector.store %v, %m[%i] : memref<8xf32>, vector<4xi32>
  return
}

// -----

func.func @constant_mask() {
  // expected-error@+1 {{'vector.constant_mask' op expected all mask dim sizes to be zeros, as a result of conjunction with zero mask dim}}
  %0 = vector.constant_mask [0, 2] : vector<4x4xi1>
  return
}

// -----

func.func @mask(%k: vector<8xi1>, %v: vector<4xf32>) {
  // expected-error@+1 {{'vector.mask' op expects a 'vector<4xi1>' mask for the maskable operation}}
  %0 = vector.mask %k { vector.reduction <add>, %v : vector<4xf32> into f32 } : vector<8xi1> -> f32
  return
}

// -----

func.func @printed(%m: memref<f32>) {
  // expected-error@+1 {{'vector.print' op operand #0 must be , but got 'memref<f32>'}}
  vector.print %m : memref<f32>
  return
}

// -----

func.func @lanes(%lane: index, %v: vector<4xi32>) {
  // expected-error@+1 {{'vector.warp_execute_on_lane_0' op incompatible distribution dimensions from 'vector<8xi32>' to 'vector<4xi32>' with warp size = 32}}
  vector.warp_execute_on_lane_0(%lane)[32] args(%v : vector<4xi32>) {
  ^bb0(%whole: vector<8xi32>):
  }
  return
}

// -----

func.func @outerproduct_of_no_dimension(%a: vector<f32>, %b: vector<3xf32>) {
  // expected-error@+1 {{expected vector type for operand #1}}
  %0 = vector.outerproduct %a, %b : vector<f32>, vector<3xf32>
  return
}

// -----

func.func @outerproduct_with_no_dimension(%a: vector<3xf32>, %b: vector<f32>) {
  // expected-error@+1 {{expected 1-d vector for operand #2}}
  %0 = vector.outerproduct %a, %b : vector<3xf32>, vector<f32>
  return
}
