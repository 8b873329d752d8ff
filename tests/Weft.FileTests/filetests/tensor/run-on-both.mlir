// RUN: weft run %s -e main --target interp | FileCheck %s
// RUN: weft run %s -e main --target cpu | FileCheck %s

func.func private @printMemrefF32(tensor<*xf32>)
func.func private @printMemrefI32(tensor<*xi32>)

func.func @print(%t: tensor<?xf32>) {
  %any = tensor.cast %t : tensor<?xf32> to tensor<*xf32>
  call @printMemrefF32(%any) : (tensor<*xf32>) -> ()
  return
}

// The old tensor is still what it was after its successor was made.
func.func @values() {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %nine = arith.constant 9.0 : f32
  %a = arith.constant dense<[1.0, 2.0, 3.0]> : tensor<3xf32>
  %b = tensor.insert %nine into %a[%c1] : tensor<3xf32>
  %sum = arith.addf %a, %b : tensor<3xf32>
  %x = tensor.extract %a[%c1] : tensor<3xf32>
  // CHECK: 2
  vector.print %x : f32
  // CHECK: [2,  11,  6]
  %open = tensor.cast %sum : tensor<3xf32> to tensor<?xf32>
  call @print(%open) : (tensor<?xf32>) -> ()
  %flags = arith.cmpf ogt, %b, %a : tensor<3xf32>
  %larger = arith.select %flags, %b, %sum : tensor<3xi1>, tensor<3xf32>
  // CHECK: [2,  9,  6]
  %openLarger = tensor.cast %larger : tensor<3xf32> to tensor<?xf32>
  call @print(%openLarger) : (tensor<?xf32>) -> ()
  return
}

func.func @parts(%n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %zero = arith.constant 0 : i32
  %made = tensor.generate %n {
  ^bb0(%i: index, %j: index):
    %four = arith.constant 4 : index
    %scaled = arith.muli %i, %four : index
    %sum = arith.addi %scaled, %j : index
    %value = arith.index_cast %sum : index to i32
    tensor.yield %value : i32
  } : tensor<?x4xi32>
  // CHECK: {{\[\[}}1,   2],
  // CHECK-NEXT: [5,   6]]
  %middle = tensor.extract_slice %made[%c0, 1] [2, 2] [1, 1] : tensor<?x4xi32> to tensor<2x2xi32>
  %any = tensor.cast %middle : tensor<2x2xi32> to tensor<*xi32>
  call @printMemrefI32(%any) : (tensor<*xi32>) -> ()
  // CHECK: {{\[\[}}0,   1,   2,   0],
  // CHECK-NEXT: [0,   5,   6,   0],
  // CHECK-NEXT: [0,   0,   0,   0]]
  %padded = tensor.pad %middle low[0, %c1] high[1, 1] {
  ^bb0(%i: index, %j: index):
    tensor.yield %zero : i32
  } : tensor<2x2xi32> to tensor<3x?xi32>
  %anyPadded = tensor.cast %padded : tensor<3x?xi32> to tensor<*xi32>
  call @printMemrefI32(%anyPadded) : (tensor<*xi32>) -> ()
  // CHECK: sizes = [2, 4]
  // CHECK-NEXT: {{\[\[}}1,   2,   1,   2],
  // CHECK-NEXT: [5,   6,   5,   6]]
  %twice = tensor.concat dim(1) %middle, %middle : (tensor<2x2xi32>, tensor<2x2xi32>) -> tensor<2x4xi32>
  %anyTwice = tensor.cast %twice : tensor<2x4xi32> to tensor<*xi32>
  call @printMemrefI32(%anyTwice) : (tensor<*xi32>) -> ()
  // CHECK: sizes = [4]
  // CHECK-NEXT: [1,  2,  5,  6]
  %row = tensor.collapse_shape %middle [[0, 1]] : tensor<2x2xi32> into tensor<4xi32>
  %anyRow = tensor.cast %row : tensor<4xi32> to tensor<*xi32>
  call @printMemrefI32(%anyRow) : (tensor<*xi32>) -> ()
  // CHECK: sizes = [2, 2, 1]
  %middleOpen = tensor.cast %middle : tensor<2x2xi32> to tensor<2x?xi32>
  %split = tensor.expand_shape %middleOpen [[0], [1, 2]] output_shape [2, %c2, 1] : tensor<2x?xi32> into tensor<2x?x1xi32>
  %anySplit = tensor.cast %split : tensor<2x?x1xi32> to tensor<*xi32>
  call @printMemrefI32(%anySplit) : (tensor<*xi32>) -> ()
  // CHECK: sizes = [1, 4]
  %shape = arith.constant dense<[1, 4]> : tensor<2xindex>
  %shaped = tensor.reshape %middle(%shape) : (tensor<2x2xi32>, tensor<2xindex>) -> tensor<1x4xi32>
  %anyShaped = tensor.cast %shaped : tensor<1x4xi32> to tensor<*xi32>
  call @printMemrefI32(%anyShaped) : (tensor<*xi32>) -> ()
  return
}

func.func @loops(%n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %one = arith.constant 1.0 : f32
  %ones = tensor.splat %one : tensor<4xf32>
  %twos = arith.addf %ones, %ones : tensor<4xf32>
  // The two change places in each turn, and the second turn leaves what it was given as it was.
  // CHECK: [1,  1,  1,  1]
  // CHECK: [3,  2,  2,  2]
  %r:2 = scf.for %i = %c0 to %n step %c1 iter_args(%a = %ones, %b = %twos) -> (tensor<4xf32>, tensor<4xf32>) {
    %x = tensor.extract %b[%c0] : tensor<4xf32>
    %y = arith.addf %x, %one : f32
    %next = tensor.insert %y into %b[%c0] : tensor<4xf32>
    %isFirst = arith.cmpi eq, %i, %c0 : index
    %kept = scf.if %isFirst -> tensor<4xf32> {
      scf.yield %next : tensor<4xf32>
    } else {
      scf.yield %b : tensor<4xf32>
    }
    scf.yield %kept, %a : tensor<4xf32>, tensor<4xf32>
  }
  %sum = arith.addf %r#0, %r#1 : tensor<4xf32>
  %minus = arith.subf %sum, %ones : tensor<4xf32>
  %shown = tensor.cast %r#0 : tensor<4xf32> to tensor<?xf32>
  %other = tensor.cast %minus : tensor<4xf32> to tensor<?xf32>
  %last = arith.subf %sum, %r#0 : tensor<4xf32>
  %lastOpen = tensor.cast %last : tensor<4xf32> to tensor<?xf32>
  %count = scf.while (%t = %twos) : (tensor<4xf32>) -> tensor<4xf32> {
    %x = tensor.extract %t[%c1] : tensor<4xf32>
    %ten = arith.constant 10.0 : f32
    %less = arith.cmpf olt, %x, %ten : f32
    scf.condition(%less) %t : tensor<4xf32>
  } do {
  ^bb0(%t: tensor<4xf32>):
    %x = tensor.extract %t[%c1] : tensor<4xf32>
    %double = arith.addf %x, %x : f32
    %next = tensor.insert %double into %t[%c1] : tensor<4xf32>
    scf.yield %next : tensor<4xf32>
  }
  %counted = tensor.cast %count : tensor<4xf32> to tensor<?xf32>
  call @show(%shown, %lastOpen, %counted) : (tensor<?xf32>, tensor<?xf32>, tensor<?xf32>) -> ()
  return
}

func.func @show(%a: tensor<?xf32>, %b: tensor<?xf32>, %c: tensor<?xf32>) {
  call @print(%a) : (tensor<?xf32>) -> ()
  call @print(%b) : (tensor<?xf32>) -> ()
  // CHECK: [2,  16,  2,  2]
  call @print(%c) : (tensor<?xf32>) -> ()
  return
}

func.func @main() {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  call @values() : () -> ()
  call @parts(%c3) : (index) -> ()
  call @loops(%c2) : (index) -> ()
  return
}
