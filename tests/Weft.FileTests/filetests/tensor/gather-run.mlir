// RUN: weft run %s -e main --target interp | FileCheck %s
// RUN: weft run %s -e main --target cpu | FileCheck %s

func.func private @printMemrefI32(tensor<*xi32>)

func.func @print(%t: tensor<?x?xi32>) {
  %any = tensor.cast %t : tensor<?x?xi32> to tensor<*xi32>
  call @printMemrefI32(%any) : (tensor<*xi32>) -> ()
  return
}

func.func @main() {
  %t = arith.constant dense<[[1, 2, 3], [4, 5, 6], [7, 8, 9], [10, 11, 12]]> : tensor<4x3xi32>
  // Two columns.
  // CHECK: {{\[\[}}3,   6,   9,   12],
  // CHECK-NEXT: [1,   4,   7,   10]]
  %columns = arith.constant dense<[[2], [0]]> : tensor<2x1xindex>
  %0 = tensor.gather %t[%columns] gather_dims([1]) unique : (tensor<4x3xi32>, tensor<2x1xindex>) -> tensor<2x4xi32>
  %print0 = tensor.cast %0 : tensor<2x4xi32> to tensor<?x?xi32>
  call @print(%print0) : (tensor<?x?xi32>) -> ()
  // Single elements, in a 2x2 array of coordinates; one occurs twice.
  // CHECK: {{\[\[}}1,   12],
  // CHECK-NEXT: [1,   8]]
  %places = arith.constant dense<[[[0, 0], [3, 2]], [[0, 0], [2, 1]]]> : tensor<2x2x2xi32>
  %1 = tensor.gather %t[%places] gather_dims([0, 1]) : (tensor<4x3xi32>, tensor<2x2x2xi32>) -> tensor<2x2xi32>
  %print1 = tensor.cast %1 : tensor<2x2xi32> to tensor<?x?xi32>
  call @print(%print1) : (tensor<?x?xi32>) -> ()
  // Two rows, with the dimension that was chosen from left as a one, go to other places.
  // CHECK: {{\[\[}}7,   8,   9],
  // CHECK-NEXT: [4,   5,   6],
  // CHECK-NEXT: [7,   8,   9],
  // CHECK-NEXT: [1,   2,   3]]
  %rows = arith.constant dense<[[2], [0]]> : tensor<2x1xindex>
  %2 = tensor.gather %t[%rows] gather_dims([0]) : (tensor<4x3xi32>, tensor<2x1xindex>) -> tensor<2x1x3xi32>
  %targets = arith.constant dense<[[0], [3]]> : tensor<2x1xindex>
  %3 = tensor.scatter %2 into %t[%targets] scatter_dims([0]) unique
      : (tensor<2x1x3xi32>, tensor<4x3xi32>, tensor<2x1xindex>) -> tensor<4x3xi32>
  %print3 = tensor.cast %3 : tensor<4x3xi32> to tensor<?x?xi32>
  call @print(%print3) : (tensor<?x?xi32>) -> ()
  return
}
