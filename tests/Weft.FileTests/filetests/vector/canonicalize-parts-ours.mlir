// Where mlir-opt makes operations that are not valid, or a result that is not the same, nothing is changed.
// RUN: weft opt %s --canonicalize --split-input-file | FileCheck %s
// RUN: weft opt %s --canonicalize --split-input-file | weft opt --canonicalize --split-input-file | FileCheck %s

// CHECK-LABEL: @element_without_dimensions
// CHECK: vector.insert
func.func @element_without_dimensions(%v: vector<f32>, %x: f32) -> vector<f32> {
  %0 = vector.insert %x, %v[] : f32 into vector<f32>
  return %0 : vector<f32>
}

// -----

// CHECK-LABEL: @part_of_what_was_inserted_before
// CHECK: insert_strided_slice
// CHECK: insert_strided_slice
// CHECK: extract_strided_slice
func.func @part_of_what_was_inserted_before(%v: vector<8xf32>, %w: vector<2xf32>, %u: vector<2xf32>) -> vector<2xf32> {
  %0 = vector.insert_strided_slice %w, %v {offsets = [1], strides = [1]} : vector<2xf32> into vector<8xf32>
  %1 = vector.insert_strided_slice %u, %0 {offsets = [2], strides = [1]} : vector<2xf32> into vector<8xf32>
  %2 = vector.extract_strided_slice %1 {offsets = [1], sizes = [2], strides = [1]} : vector<8xf32> to vector<2xf32>
  return %2 : vector<2xf32>
}

// -----

// CHECK-LABEL: @wider_than_what_was_inserted
// CHECK: insert_strided_slice
// CHECK: extract_strided_slice
func.func @wider_than_what_was_inserted(%v: vector<4x4xf32>, %w: vector<2x2xf32>) -> vector<2x4xf32> {
  %0 = vector.insert_strided_slice %w, %v {offsets = [0, 0], strides = [1, 1]} : vector<2x2xf32> into vector<4x4xf32>
  %1 = vector.extract_strided_slice %0 {offsets = [0], sizes = [2], strides = [1]} : vector<4x4xf32> to vector<2x4xf32>
  return %1 : vector<2x4xf32>
}

// -----

// CHECK-LABEL: @slice_of_what_is_repeated
// CHECK-NEXT: %[[SLICE:.*]] = vector.extract_strided_slice %arg0 {offsets = [0, 2], sizes = [1, 2], strides = [1, 1]}
// CHECK-NEXT: %[[NARROW:.*]] = vector.broadcast %[[SLICE]] : vector<1x2xf32> to vector<2x2xf32>
// CHECK-NEXT: %[[WIDE:.*]] = vector.broadcast %arg0 : vector<1x4xf32> to vector<2x4xf32>
// CHECK-NEXT: return %[[NARROW]], %[[WIDE]]
func.func @slice_of_what_is_repeated(%w: vector<1x4xf32>) -> (vector<2x2xf32>, vector<2x4xf32>) {
  %0 = vector.broadcast %w : vector<1x4xf32> to vector<8x4xf32>
  %1 = vector.extract_strided_slice %0 {offsets = [3, 2], sizes = [2, 2], strides = [1, 1]} : vector<8x4xf32> to vector<2x2xf32>
  %2 = vector.extract_strided_slice %0 {offsets = [3], sizes = [2], strides = [1]} : vector<8x4xf32> to vector<2x4xf32>
  return %1, %2 : vector<2x2xf32>, vector<2x4xf32>
}

// -----

// CHECK-LABEL: @each_repeated_by_itself
// CHECK: vector.broadcast %arg0 : vector<2x1xf32> to vector<2x4xf32>
// CHECK: vector.shape_cast
func.func @each_repeated_by_itself(%v: vector<2x1xf32>) -> vector<2x2x2x1xf32> {
  %0 = vector.broadcast %v : vector<2x1xf32> to vector<2x4xf32>
  %1 = vector.shape_cast %0 : vector<2x4xf32> to vector<2x2x2x1xf32>
  return %1 : vector<2x2x2x1xf32>
}
