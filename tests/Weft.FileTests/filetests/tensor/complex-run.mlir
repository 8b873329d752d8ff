// RUN: weft run %s -e main --target interp | FileCheck %s
// RUN: weft run %s -e main --target cpu | FileCheck %s

func.func private @printMemrefC32(tensor<*xcomplex<f32>>)
func.func private @printMemrefC64(memref<*xcomplex<f64>>)

memref.global "private" constant @numbers : memref<3xcomplex<f64>> = dense<[(1.0, 2.0), (3.5, -0.5), (0.0, 0.1)]>

func.func @swap(%flag: i1, %a: complex<f64>, %b: complex<f64>) -> (complex<f64>, complex<f64>) {
  %x, %y = scf.if %flag -> (complex<f64>, complex<f64>) {
    scf.yield %b, %a : complex<f64>, complex<f64>
  } else {
    scf.yield %a, %b : complex<f64>, complex<f64>
  }
  return %x, %y : complex<f64>, complex<f64>
}

// Both parts of a number go together from memory to memory.
func.func @memory() {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %true = arith.constant true
  %m = memref.get_global @numbers : memref<3xcomplex<f64>>
  %a = memref.load %m[%c0] : memref<3xcomplex<f64>>
  %b = memref.load %m[%c1] : memref<3xcomplex<f64>>
  %x, %y = call @swap(%true, %a, %b) : (i1, complex<f64>, complex<f64>) -> (complex<f64>, complex<f64>)
  %new = memref.alloc() : memref<2x2xcomplex<f64>>
  memref.store %x, %new[%c0, %c0] : memref<2x2xcomplex<f64>>
  memref.store %y, %new[%c1, %c1] : memref<2x2xcomplex<f64>>
  %column = memref.subview %new[0, 1] [2, 1] [1, 1] : memref<2x2xcomplex<f64>> to memref<2xcomplex<f64>, strided<[2], offset: 1>>
  // CHECK: offset = 0 sizes = [2, 2] strides = [2, 1] data =
  // CHECK-NEXT: {{\[\[}}(3.5,-0.5),   (0,0)],
  // CHECK-NEXT: [(0,0),   (1,2)]]
  %any = memref.cast %new : memref<2x2xcomplex<f64>> to memref<*xcomplex<f64>>
  call @printMemrefC64(%any) : (memref<*xcomplex<f64>>) -> ()
  // CHECK: offset = 1 sizes = [2] strides = [2] data =
  // CHECK-NEXT: [(0,0),  (1,2)]
  %anyColumn = memref.cast %column : memref<2xcomplex<f64>, strided<[2], offset: 1>> to memref<*xcomplex<f64>>
  call @printMemrefC64(%anyColumn) : (memref<*xcomplex<f64>>) -> ()
  memref.dealloc %new : memref<2x2xcomplex<f64>>
  return
}

func.func @main() {
  call @memory() : () -> ()
  %c1 = arith.constant 1 : index
  %t = arith.constant dense<[(1.0, -1.0), (2.0, -2.0)]> : tensor<2xcomplex<f32>>
  %one = tensor.extract %t[%c1] : tensor<2xcomplex<f32>>
  %three = tensor.from_elements %one, %one, %one : tensor<3xcomplex<f32>>
  %both = tensor.insert_slice %t into %three[1] [2] [1] : tensor<2xcomplex<f32>> into tensor<3xcomplex<f32>>
  // CHECK: [(2,-2),  (1,-1),  (2,-2)]
  %any = tensor.cast %both : tensor<3xcomplex<f32>> to tensor<*xcomplex<f32>>
  call @printMemrefC32(%any) : (tensor<*xcomplex<f32>>) -> ()
  // CHECK: [(2,-2),  (2,-2)]
  %empty = tensor.empty() : tensor<2xcomplex<f32>>
  %filled = linalg.fill ins(%one : complex<f32>) outs(%empty : tensor<2xcomplex<f32>>) -> tensor<2xcomplex<f32>>
  %anyFilled = tensor.cast %filled : tensor<2xcomplex<f32>> to tensor<*xcomplex<f32>>
  call @printMemrefC32(%anyFilled) : (tensor<*xcomplex<f32>>) -> ()
  return
}
