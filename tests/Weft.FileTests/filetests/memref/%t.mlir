module {
  func.func private @printMemrefI32(memref<*xi32>)
  memref.global "private" constant @numbers : memref<3x4xi32> = dense<[[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]]>
  func.func @main() {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c2 = arith.constant 2 : index
    %c4 = arith.constant 4 : index
    %c6 = arith.constant 6 : index
    %0 = memref.get_global @numbers : memref<3x4xi32>
    %alloc = memref.alloc() : memref<2x3xi32, 1>
    %alloc_0 = memref.alloc() : memref<1xi32>
    memref.dma_start %0[%c1, %c1], %alloc[%c0, %c0], %c6, %alloc_0[%c0] : memref<3x4xi32>, memref<2x3xi32, 1>, memref<1xi32>
    memref.dma_wait %alloc_0[%c0], %c6 : memref<1xi32>
    %memspacecast = memref.memory_space_cast %alloc : memref<2x3xi32, 1> to memref<2x3xi32>
    %cast = memref.cast %memspacecast : memref<2x3xi32> to memref<*xi32>
    call @printMemrefI32(%cast) : (memref<*xi32>) -> ()
    %c1_1 = arith.constant 1 : index
    %1 = arith.addi %c1, %c1_1 : index
    %c0_2 = arith.constant 0 : index
    memref.dma_start %0[%c0, %1], %alloc[%c0, %c0_2], %c6, %alloc_0[%c0], %c4, %c2 : memref<3x4xi32>, memref<2x3xi32, 1>, memref<1xi32>
    memref.dma_wait %alloc_0[%c0], %c6 : memref<1xi32>
    call @printMemrefI32(%cast) : (memref<*xi32>) -> ()
    %alloc_3 = memref.alloc() : memref<3x4xi32>
    memref.dma_start %alloc[%c0, %c0], %alloc_3[%c0, %c1], %c6, %alloc_0[%c0], %c4, %c2 : memref<2x3xi32, 1>, memref<3x4xi32>, memref<1xi32>
    %cast_4 = memref.cast %alloc_3 : memref<3x4xi32> to memref<*xi32>
    call @printMemrefI32(%cast_4) : (memref<*xi32>) -> ()
    return
  }
}

