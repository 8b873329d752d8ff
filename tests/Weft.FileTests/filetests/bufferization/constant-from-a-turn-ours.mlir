// A turn that ends with a constant gives a copy of it: who writes the loop's result does not write the constant. mlir-opt's does.
// RUN: weft run %s -e main --target interp | FileCheck %s
// RUN: weft run %s -e main --target cpu | FileCheck %s

func.func @body(%turns: index, %x: vector<4xi32>) -> (vector<4xi32>, vector<4xi32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %pad = arith.constant 0 : i32
  %first = arith.constant dense<7> : tensor<4xi32>
  %last = scf.for %i = %c0 to %turns step %c1 iter_args(%t = %first) -> (tensor<4xi32>) {
    %constant = arith.constant dense<-1> : tensor<4xi32>
    scf.yield %constant : tensor<4xi32>
  }
  %written = vector.transfer_write %x, %last[%c0] : vector<4xi32>, tensor<4xi32>
  %v = vector.transfer_read %written[%c0], %pad : tensor<4xi32>, vector<4xi32>
  %same = arith.constant dense<-1> : tensor<4xi32>
  %w = vector.transfer_read %same[%c0], %pad : tensor<4xi32>, vector<4xi32>
  return %v, %w : vector<4xi32>, vector<4xi32>
}

func.func @main() {
  %turns = arith.constant 2 : index
  %x = arith.constant dense<[1, 2, 3, 4]> : vector<4xi32>
  %r:2 = call @body(%turns, %x) : (index, vector<4xi32>) -> (vector<4xi32>, vector<4xi32>)
  // CHECK: ( 1, 2, 3, 4 )
  vector.print %r#0 : vector<4xi32>
  // CHECK-NEXT: ( -1, -1, -1, -1 )
  vector.print %r#1 : vector<4xi32>
  return
}
