// RUN: not weft run %s -e outside --target interp 2>&1 | FileCheck %s --check-prefix=OUTSIDE
// RUN: not weft run %s -e twice --target interp 2>&1 | FileCheck %s --check-prefix=TWICE

// OUTSIDE: gather-faults.mlir:8:8: error WF4001: {{.*}} index 2 is out of range for 'tensor.gather', whose extent here is 2
func.func @outside() {
  %t = arith.constant dense<[1, 2]> : tensor<2xi32>
  %at = arith.constant dense<[[2]]> : tensor<1x1xindex>
  %0 = tensor.gather %t[%at] gather_dims([0]) : (tensor<2xi32>, tensor<1x1xindex>) -> tensor<1xi32>
  return
}

// TWICE: error WF4302: {{.*}} 'tensor.scatter' of (coordinates that occur twice) has no defined result
func.func @twice() {
  %t = arith.constant dense<[1, 2]> : tensor<2xi32>
  %at = arith.constant dense<[[1], [1]]> : tensor<2x1xindex>
  %0 = tensor.scatter %t into %t[%at] scatter_dims([0]) unique : (tensor<2xi32>, tensor<2xi32>, tensor<2x1xindex>) -> tensor<2xi32>
  return
}
