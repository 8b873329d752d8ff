// RUN: not weft run %s -e main --target interp 2>&1 | FileCheck %s --check-prefix=INTERP
// RUN: not weft run %s -e main --target cpu 2>&1 | FileCheck %s --check-prefix=CPU

// CPU: tiles-not-full.mlir:8:8: error WF4001: kernel 'main': index 3 is out of range for 'array', whose extent here is 3
// INTERP: tiles-not-full.mlir:8:8: error WF4308: kernel 'main': 'tensor.pack' needs full tiles, or a padding value, but got [3] in tiles of [2, 2]
func.func private @printMemrefI32(tensor<*xi32>)
func.func @tiles(%t: tensor<?xi32>, %to: tensor<2x2xi32>) {
  %0 = tensor.pack %t inner_dims_pos = [0] inner_tiles = [2] into %to : tensor<?xi32> -> tensor<2x2xi32>
  %any = tensor.cast %0 : tensor<2x2xi32> to tensor<*xi32>
  call @printMemrefI32(%any) : (tensor<*xi32>) -> ()
  return
}

func.func @main() {
  %t = arith.constant dense<[1, 2, 3]> : tensor<3xi32>
  %open = tensor.cast %t : tensor<3xi32> to tensor<?xi32>
  %to = tensor.empty() : tensor<2x2xi32>
  call @tiles(%open, %to) : (tensor<?xi32>, tensor<2x2xi32>) -> ()
  return
}
