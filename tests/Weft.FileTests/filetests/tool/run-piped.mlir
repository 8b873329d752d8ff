// RUN: weft opt %s --canonicalize | weft run -e main | FileCheck %s
// RUN: weft opt %s --one-shot-bufferize=bufferize-function-boundaries | weft run - -e main -entry-point-result=void -shared-libs=/usr/lib/libmlir_runner_utils.so --target interp | FileCheck %s
// RUN: not weft run %s -e main -O3 2>&1 | FileCheck %s --check-prefix=LEVEL
// RUN: not weft run %s -e main --shared-libs=libfoo.so 2>&1 | FileCheck %s --check-prefix=LIBRARY

// LEVEL: there is no option '-O3': programs are always optimized, so leave it out
// LIBRARY: functions of libfoo.so cannot be called; those of mlir_runner_utils and mlir_c_runner_utils that print are built in

func.func private @printMemrefF32(tensor<*xf32>)

// CHECK: [1,  2,  3]
func.func @main() {
  %t = arith.constant dense<[1.0, 2.0, 3.0]> : tensor<3xf32>
  %any = tensor.cast %t : tensor<3xf32> to tensor<*xf32>
  call @printMemrefF32(%any) : (tensor<*xf32>) -> ()
  return
}
