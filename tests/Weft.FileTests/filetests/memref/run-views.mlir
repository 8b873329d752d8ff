// RUN: weft run %s -e main --target interp | FileCheck %s
// RUN: weft run %s -e main --target cpu | FileCheck %s

memref.global "private" @numbers : memref<3x4xi32> = dense<[[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]>
memref.global "private" constant @sevens : memref<2x2xf32> = dense<7.0>
memref.global "private" @empty : memref<2xi32>

func.func private @printMemrefI32(memref<*xi32>)
func.func private @printMemrefF32(memref<*xf32>)

func.func @print(%memory: memref<?x?xi32, strided<[?, ?], offset: ?>>) {
  %any = memref.cast %memory : memref<?x?xi32, strided<[?, ?], offset: ?>> to memref<*xi32>
  call @printMemrefI32(%any) : (memref<*xi32>) -> ()
  return
}

func.func @views() {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %numbers = memref.get_global @numbers : memref<3x4xi32>

  // CHECK: rank = 2 offset = 5 sizes = [2, 2] strides = [4, 2] data =
  // CHECK-NEXT: {{\[\[}}5,   7],
  // CHECK-NEXT: [9,   11]]
  %part = memref.subview %numbers[%c1, 1] [%c2, 2] [1, 2] : memref<3x4xi32> to memref<?x2xi32, strided<[4, 2], offset: ?>>
  %open = memref.cast %part : memref<?x2xi32, strided<[4, 2], offset: ?>> to memref<?x?xi32, strided<[?, ?], offset: ?>>
  call @print(%open) : (memref<?x?xi32, strided<[?, ?], offset: ?>>) -> ()

  // CHECK: rank = 2 offset = 0 sizes = [4, 3] strides = [1, 4] data =
  // CHECK-NEXT: {{\[\[}}0,   4,   8],
  %turned = memref.transpose %numbers (i, j) -> (j, i) : memref<3x4xi32> to memref<4x3xi32, strided<[1, 4]>>
  %turnedOpen = memref.cast %turned : memref<4x3xi32, strided<[1, 4]>> to memref<?x?xi32, strided<[?, ?], offset: ?>>
  call @print(%turnedOpen) : (memref<?x?xi32, strided<[?, ?], offset: ?>>) -> ()

  // CHECK: rank = 1 offset = 0 sizes = [12] strides = [1] data =
  // CHECK-NEXT: [0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10,  11]
  %row = memref.collapse_shape %numbers [[0, 1]] : memref<3x4xi32> into memref<12xi32>
  %anyRow = memref.cast %row : memref<12xi32> to memref<*xi32>
  call @printMemrefI32(%anyRow) : (memref<*xi32>) -> ()

  // CHECK: rank = 2 offset = 0 sizes = [6, 2] strides = [2, 1] data =
  // CHECK-NEXT: {{\[\[}}0,   1],
  %pairs = memref.expand_shape %row [[0, 1]] output_shape [6, 2] : memref<12xi32> into memref<6x2xi32>
  %anyPairs = memref.cast %pairs : memref<6x2xi32> to memref<*xi32>
  call @printMemrefI32(%anyPairs) : (memref<*xi32>) -> ()

  // CHECK: rank = 2 offset = 3 sizes = [2, 3] strides = [1, 3] data =
  // CHECK-NEXT: {{\[\[}}3,   6,   9],
  // CHECK-NEXT: [4,   7,   10]]
  %cast = memref.reinterpret_cast %anyRow to offset: [3], sizes: [%c2, 3], strides: [%c1, 3]
    : memref<*xi32> to memref<?x3xi32, strided<[?, 3], offset: 3>>
  %castOpen = memref.cast %cast : memref<?x3xi32, strided<[?, 3], offset: 3>> to memref<?x?xi32, strided<[?, ?], offset: ?>>
  call @print(%castOpen) : (memref<?x?xi32, strided<[?, ?], offset: ?>>) -> ()

  // CHECK: 3
  // CHECK-NEXT: 2
  // CHECK-NEXT: 3
  // CHECK-NEXT: 1
  %base, %offset, %sizes:2, %strides:2 = memref.extract_strided_metadata %cast
    : memref<?x3xi32, strided<[?, 3], offset: 3>> -> memref<i32>, index, index, index, index, index
  vector.print %offset : index
  vector.print %sizes#0 : index
  vector.print %strides#1 : index
  vector.print %strides#0 : index
  // CHECK-NEXT: 0
  %first = memref.load %base[] : memref<i32>
  vector.print %first : i32

  // What is written through a view is in the memory, and elements are copied one by one where they do not lie together.
  // CHECK: {{\[\[}}0,   0,   2,   0],
  // CHECK-NEXT: [4,   1,   6,   2],
  // CHECK-NEXT: [8,   9,   10,   11]]
  %top = memref.subview %numbers[0, 1] [2, 2] [1, 2] : memref<3x4xi32> to memref<2x2xi32, strided<[4, 2], offset: 1>>
  %source = memref.alloc() : memref<2x2xi32>
  %one = arith.constant 1 : i32
  %two = arith.constant 2 : i32
  memref.store %one, %source[%c1, %c0] : memref<2x2xi32>
  memref.store %two, %source[%c1, %c1] : memref<2x2xi32>
  memref.copy %source, %top : memref<2x2xi32> to memref<2x2xi32, strided<[4, 2], offset: 1>>
  memref.dealloc %source : memref<2x2xi32>
  %any = memref.cast %numbers : memref<3x4xi32> to memref<*xi32>
  call @printMemrefI32(%any) : (memref<*xi32>) -> ()
  return
}

func.func @bytes() {
  %c0 = arith.constant 0 : index
  %c8 = arith.constant 8 : index
  %bytes = memref.alloc() : memref<32xi8>
  %words = memref.view %bytes[%c8][] : memref<32xi8> to memref<2x3xf32>
  %sevens = memref.get_global @sevens : memref<2x2xf32>
  %corner = memref.subview %words[0, 0] [2, 2] [1, 1] : memref<2x3xf32> to memref<2x2xf32, strided<[3, 1]>>
  memref.copy %sevens, %corner : memref<2x2xf32> to memref<2x2xf32, strided<[3, 1]>>
  // CHECK: {{\[\[}}7,   7,   0],
  // CHECK-NEXT: [7,   7,   0]]
  %any = memref.cast %words : memref<2x3xf32> to memref<*xf32>
  call @printMemrefF32(%any) : (memref<*xf32>) -> ()
  // 7.0 is 0x40e00000.
  // CHECK: 64
  %c11 = arith.constant 11 : index
  %byte = memref.load %bytes[%c11] : memref<32xi8>
  vector.print %byte : i8
  return
}

// Which memory a branch chose is known only while the program runs.
func.func @chosen(%flag: i1) {
  %c0 = arith.constant 0 : index
  %numbers = memref.get_global @numbers : memref<3x4xi32>
  %view = scf.if %flag -> memref<2xi32, strided<[?], offset: ?>> {
    %column = memref.subview %numbers[1, 0] [2, 1] [1, 1] : memref<3x4xi32> to memref<2xi32, strided<[4], offset: 4>>
    %open = memref.cast %column : memref<2xi32, strided<[4], offset: 4>> to memref<2xi32, strided<[?], offset: ?>>
    scf.yield %open : memref<2xi32, strided<[?], offset: ?>>
  } else {
    %row = memref.subview %numbers[2, 2] [1, 2] [1, 1] : memref<3x4xi32> to memref<2xi32, strided<[1], offset: 10>>
    %open = memref.cast %row : memref<2xi32, strided<[1], offset: 10>> to memref<2xi32, strided<[?], offset: ?>>
    scf.yield %open : memref<2xi32, strided<[?], offset: ?>>
  }
  %any = memref.cast %view : memref<2xi32, strided<[?], offset: ?>> to memref<*xi32>
  call @printMemrefI32(%any) : (memref<*xi32>) -> ()
  return
}

func.func @main() {
  call @views() : () -> ()
  call @bytes() : () -> ()
  // CHECK: offset = 4 sizes = [2] strides = [4] data =
  // CHECK-NEXT: [4,  8]
  // CHECK: offset = 10 sizes = [2] strides = [1] data =
  // CHECK-NEXT: [10,  11]
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  scf.for %i = %c0 to %c2 step %c1 {
    %flag = arith.cmpi eq, %i, %c0 : index
    func.call @chosen(%flag) : (i1) -> ()
  }
  // CHECK: [0,  0]
  %empty = memref.get_global @empty : memref<2xi32>
  %anyEmpty = memref.cast %empty : memref<2xi32> to memref<*xi32>
  call @printMemrefI32(%anyEmpty) : (memref<*xi32>) -> ()
  return
}
