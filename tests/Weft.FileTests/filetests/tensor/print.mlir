// A print function may take a tensor: it becomes memory on the way.

// RUN: weft run %s -e main --target interp | FileCheck %s

func.func private @printMemrefF32(tensor<*xf32>)
func.func private @printMemrefInd(tensor<*xindex>)

func.func @main() {
  %matrix = arith.constant dense<[[1.5, 2.0], [3.0, -0.25]]> : tensor<2x2xf32>
  %any = tensor.cast %matrix : tensor<2x2xf32> to tensor<*xf32>
  // CHECK: Unranked Memref base@ = {{0x[0-9a-f]*}} rank = 2 offset = 0 sizes = [2, 2] strides = [2, 1] data =
  // CHECK-NEXT: {{\[\[}}1.5,   2],
  // CHECK-NEXT:  [3,   -0.25]]
  call @printMemrefF32(%any) : (tensor<*xf32>) -> ()
  %numbers = arith.constant dense<[-1, 7]> : tensor<2xindex>
  %anyNumbers = tensor.cast %numbers : tensor<2xindex> to tensor<*xindex>
  // CHECK: sizes = [2] strides = [1] data =
  // CHECK-NEXT: [-1,  7]
  call @printMemrefInd(%anyNumbers) : (tensor<*xindex>) -> ()
  return
}
