// RUN: not weft run %s -e subview --target cpu 2>&1 | FileCheck %s --check-prefix=SUBVIEW
// RUN: not weft run %s -e wrapping --target cpu 2>&1 | FileCheck %s --check-prefix=WRAPPING
// RUN: not weft run %s -e reinterpret --target cpu 2>&1 | FileCheck %s --check-prefix=REINTERPRET
// RUN: not weft run %s -e bytes --target cpu 2>&1 | FileCheck %s --check-prefix=BYTES
// RUN: not weft run %s -e misaligned --target cpu 2>&1 | FileCheck %s --check-prefix=MISALIGNED
// RUN: not weft run %s -e dense --target cpu 2>&1 | FileCheck %s --check-prefix=DENSE
// RUN: not weft run %s -e rank --target cpu 2>&1 | FileCheck %s --check-prefix=RANK

// A view that would leave the memory that it looks at is a fault where it is made.
func.func @hide(%x: index) -> index {
  %memory = memref.alloc() : memref<1xindex>
  %c0 = arith.constant 0 : index
  memref.store %x, %memory[%c0] : memref<1xindex>
  %y = memref.load %memory[%c0] : memref<1xindex>
  return %y : index
}

// SUBVIEW: error WF4001: kernel 'subview': index 2 is out of range for 'memref.subview', whose extent here is 4
func.func @subview() {
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %memory = memref.alloc() : memref<4xi32>
  %offset = call @hide(%c2) : (index) -> index
  %size = call @hide(%c3) : (index) -> index
  %part = memref.subview %memory[%offset] [%size] [1] : memref<4xi32> to memref<?xi32, strided<[1], offset: ?>>
  %x = memref.load %part[%c2] : memref<?xi32, strided<[1], offset: ?>>
  vector.print %x : i32
  return
}

// 3 * 2^62 is above 2^63: computed in 64 bits, the last element would be in range.
// WRAPPING: error WF4001: kernel 'wrapping': index 0 is out of range for 'memref.subview'
func.func @wrapping() {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c5 = arith.constant 5 : index
  %large = arith.constant 4611686018427387904 : index
  %memory = memref.alloc() : memref<4xi32>
  %size = call @hide(%c5) : (index) -> index
  %step = call @hide(%large) : (index) -> index
  %part = memref.subview %memory[0] [%size] [%step] : memref<4xi32> to memref<?xi32, strided<[?]>>
  %x = memref.load %part[%c1] : memref<?xi32, strided<[?]>>
  vector.print %x : i32
  return
}

// REINTERPRET: error WF4001: kernel 'reinterpret': {{.*}}'memref.reinterpret_cast'
func.func @reinterpret() {
  %c0 = arith.constant 0 : index
  %c2 = arith.constant 2 : index
  %memory = memref.alloc() : memref<4xi32>
  %stride = call @hide(%c2) : (index) -> index
  %wide = memref.reinterpret_cast %memory to offset: [1], sizes: [3], strides: [%stride]
    : memref<4xi32> to memref<3xi32, strided<[?], offset: 1>>
  %x = memref.load %wide[%c0] : memref<3xi32, strided<[?], offset: 1>>
  vector.print %x : i32
  return
}

// BYTES: error WF4001: kernel 'bytes': index 12 is out of range for 'memref.view', whose extent here is 8
func.func @bytes() {
  %c0 = arith.constant 0 : index
  %c8 = arith.constant 8 : index
  %memory = memref.alloc() : memref<16xi8>
  %shift = call @hide(%c8) : (index) -> index
  %view = memref.view %memory[%shift][] : memref<16xi8> to memref<3xi32>
  %x = memref.load %view[%c0] : memref<3xi32>
  vector.print %x : i32
  return
}

// MISALIGNED: error WF4001: kernel 'misaligned': index 2 is out of range for 'memref.view'
func.func @misaligned() {
  %c0 = arith.constant 0 : index
  %c2 = arith.constant 2 : index
  %memory = memref.alloc() : memref<16xi8>
  %shift = call @hide(%c2) : (index) -> index
  %view = memref.view %memory[%shift][] : memref<16xi8> to memref<3xi32>
  %x = memref.load %view[%c0] : memref<3xi32>
  vector.print %x : i32
  return
}

// DENSE: error WF4001: kernel 'dense': index 4 is out of range for 'memref.collapse_shape'
func.func @dense() {
  %c0 = arith.constant 0 : index
  %c2 = arith.constant 2 : index
  %memory = memref.alloc() : memref<3x4xi32>
  %size = call @hide(%c2) : (index) -> index
  %part = memref.subview %memory[0, 0] [2, %size] [1, 1] : memref<3x4xi32> to memref<2x?xi32, strided<[4, 1]>>
  %open = memref.cast %part : memref<2x?xi32, strided<[4, 1]>> to memref<2x?xi32, strided<[?, ?]>>
  %dense = memref.cast %open : memref<2x?xi32, strided<[?, ?]>> to memref<2x?xi32>
  %row = memref.collapse_shape %dense [[0, 1]] : memref<2x?xi32> into memref<?xi32>
  %x = memref.load %row[%c2] : memref<?xi32>
  vector.print %x : i32
  return
}

// RANK: error WF4001: kernel 'rank': index 1 is out of range for 'memref.cast', whose extent here is 2
func.func @rank() {
  %c0 = arith.constant 0 : index
  %memory = memref.alloc() : memref<4xi32>
  %any = memref.cast %memory : memref<4xi32> to memref<*xi32>
  %square = memref.cast %any : memref<*xi32> to memref<?x?xi32>
  %x = memref.load %square[%c0, %c0] : memref<?x?xi32>
  vector.print %x : i32
  return
}
