// RUN: weft run %s -e main --target interp | FileCheck %s
// RUN: weft run %s -e main --target cpu | FileCheck %s

func.func private @printMemrefI32(tensor<*xi32>)

// 5 rows of 3 in tiles of 2x2, of which the last ones are filled up; the tiles are numbered column by column.
// CHECK: sizes = [2, 3, 2, 2]
// CHECK-NEXT: {{\[\[\[\[}}1,   4],
// CHECK-NEXT: [2,   5]],
// CHECK-NEXT: {{\[\[}}7,   10],
// CHECK-NEXT: [8,   11]],
// CHECK-NEXT: {{\[\[}}13,   -1],
// CHECK-NEXT: [14,   -1]]],
// CHECK-NEXT: {{\[\[\[}}3,   6],
// CHECK-NEXT: [-1,   -1]],
// CHECK-NEXT: {{\[\[}}9,   12],
// CHECK-NEXT: [-1,   -1]],
// CHECK-NEXT: {{\[\[}}15,   -1],
// CHECK-NEXT: [-1,   -1]]]]
// CHECK: sizes = [5, 3]
// CHECK-NEXT: {{\[\[}}1,   2,   3],
// CHECK-NEXT: [4,   5,   6],
// CHECK-NEXT: [7,   8,   9],
// CHECK-NEXT: [10,   11,   12],
// CHECK-NEXT: [13,   14,   15]]
func.func @pack() {
  %flat = arith.constant dense<[[1, 2, 3], [4, 5, 6], [7, 8, 9], [10, 11, 12], [13, 14, 15]]> : tensor<5x3xi32>
  %pad = arith.constant -1 : i32
  %tiles = tensor.empty() : tensor<2x3x2x2xi32>
  %packed = tensor.pack %flat padding_value(%pad : i32) outer_dims_perm = [1, 0] inner_dims_pos = [1, 0] inner_tiles = [2, 2]
      into %tiles : tensor<5x3xi32> -> tensor<2x3x2x2xi32>
  %any = tensor.cast %packed : tensor<2x3x2x2xi32> to tensor<*xi32>
  call @printMemrefI32(%any) : (tensor<*xi32>) -> ()
  %empty = tensor.empty() : tensor<5x3xi32>
  %back = tensor.unpack %packed outer_dims_perm = [1, 0] inner_dims_pos = [1, 0] inner_tiles = [2, 2]
      into %empty : tensor<2x3x2x2xi32> -> tensor<5x3xi32>
  %anyBack = tensor.cast %back : tensor<5x3xi32> to tensor<*xi32>
  call @printMemrefI32(%anyBack) : (tensor<*xi32>) -> ()
  return
}

// One dimension is cut, into tiles whose size is known only now; nothing changes its order.
// CHECK: sizes = [2, 1, 3]
// CHECK-NEXT: {{\[\[\[}}1,   2,   3]],
// CHECK-NEXT: {{\[\[}}4,   5,   6]]]
func.func @open(%size: index) {
  %flat = arith.constant dense<[[1, 2, 3], [4, 5, 6]]> : tensor<2x3xi32>
  %tiles = tensor.empty(%size) : tensor<2x1x?xi32>
  %packed = tensor.pack %flat inner_dims_pos = [1] inner_tiles = [%size] into %tiles : tensor<2x3xi32> -> tensor<2x1x?xi32>
  %any = tensor.cast %packed : tensor<2x1x?xi32> to tensor<*xi32>
  call @printMemrefI32(%any) : (tensor<*xi32>) -> ()
  return
}

func.func @main() {
  call @pack() : () -> ()
  %three = arith.constant 3 : index
  call @open(%three) : (index) -> ()
  return
}
