// RUN: weft run %s -e main --target interp | FileCheck %s
// RUN: weft run %s -e main --target cpu | FileCheck %s

func.func private @printMemrefI32(tensor<*xi32>)

// Every turn reads what was there before the loop, also where another turn writes.
// CHECK: {{\[\[}}20,   20,   30,   0],
// CHECK-NEXT: [10,   21,   31,   1]]
func.func @main() {
  %c1 = arith.constant 1 : index
  %t = arith.constant dense<[[10, 20, 30, 0], [11, 21, 31, 1]]> : tensor<2x4xi32>
  %0 = scf.forall (%i) in (2) shared_outs(%o = %t) -> tensor<2x4xi32> {
    %part = tensor.extract_slice %o[0, %i] [1, 1] [1, 1] : tensor<2x4xi32> to tensor<1xi32>
    %next = affine.apply affine_map<(d0) -> (1 - d0)>(%i)
    scf.forall.in_parallel {
      tensor.parallel_insert_slice %part into %o[%next, 0] [1, 1] [1, 1] : tensor<1xi32> into tensor<2x4xi32>
    }
  }
  %any = tensor.cast %0 : tensor<2x4xi32> to tensor<*xi32>
  call @printMemrefI32(%any) : (tensor<*xi32>) -> ()
  return
}
