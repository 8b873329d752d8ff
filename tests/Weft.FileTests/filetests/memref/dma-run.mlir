// RUN: weft run %s -e main --target interp | FileCheck %s
// RUN: weft run %s -e main --target cpu | FileCheck %s

func.func private @printMemrefI32(memref<*xi32>)

memref.global "private" constant @numbers : memref<3x4xi32> = dense<[[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]]>

func.func @main() {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c6 = arith.constant 6 : index
  %slow = memref.get_global @numbers : memref<3x4xi32>
  %fast = memref.alloc() : memref<2x3xi32, 1>
  %tag = memref.alloc() : memref<1xi32>
  // Six elements, from the second row's second on.
  memref.dma_start %slow[%c1, %c1], %fast[%c0, %c0], %c6, %tag[%c0] : memref<3x4xi32>, memref<2x3xi32, 1>, memref<1xi32>
  memref.dma_wait %tag[%c0], %c6 : memref<1xi32>
  // CHECK: {{\[\[}}6,   7,   8],
  // CHECK-NEXT: [9,   10,   11]]
  %space = memref.memory_space_cast %fast : memref<2x3xi32, 1> to memref<2x3xi32>
  %any = memref.cast %space : memref<2x3xi32> to memref<*xi32>
  func.call @printMemrefI32(%any) : (memref<*xi32>) -> ()
  // A column of two: the memory of space 0 is the one with the stride, here and on the way back.
  affine.dma_start %slow[%c0, symbol(%c1) + 1], %fast[%c0, 0], %tag[%c0], %c6, %c4, %c2
      : memref<3x4xi32>, memref<2x3xi32, 1>, memref<1xi32>
  affine.dma_wait %tag[%c0], %c6 : memref<1xi32>
  // CHECK: {{\[\[}}3,   4,   7],
  // CHECK-NEXT: [8,   11,   12]]
  func.call @printMemrefI32(%any) : (memref<*xi32>) -> ()
  %wide = memref.alloc() : memref<3x4xi32>
  memref.dma_start %fast[%c0, %c0], %wide[%c0, %c1], %c6, %tag[%c0], %c4, %c2 : memref<2x3xi32, 1>, memref<3x4xi32>, memref<1xi32>
  // CHECK: {{\[\[}}0,   3,   4,   0],
  // CHECK-NEXT: [0,   7,   8,   0],
  // CHECK-NEXT: [0,   11,   12,   0]]
  %anyWide = memref.cast %wide : memref<3x4xi32> to memref<*xi32>
  func.call @printMemrefI32(%anyWide) : (memref<*xi32>) -> ()
  return
}
