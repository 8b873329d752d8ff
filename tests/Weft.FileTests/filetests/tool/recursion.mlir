// RUN: weft run %s -e main --target interp | FileCheck %s
// RUN: weft run %s -e main --target cpu | FileCheck %s

func.func private @printMemrefI64(memref<*xi64>)

// Two results, one of them memory that the callee got.
func.func @fill(%m: memref<?xi64>, %i: index, %value: i64) -> (i64, memref<?xi64>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = memref.dim %m, %c0 : memref<?xi64>
  %more = arith.cmpi slt, %i, %n : index
  %sum, %same = scf.if %more -> (i64, memref<?xi64>) {
    memref.store %value, %m[%i] : memref<?xi64>
    %next = arith.addi %i, %c1 : index
    %double = arith.addi %value, %value : i64
    %rest, %again = func.call @fill(%m, %next, %double) : (memref<?xi64>, index, i64) -> (i64, memref<?xi64>)
    %all = arith.addi %value, %rest : i64
    scf.yield %all, %again : i64, memref<?xi64>
  } else {
    %zero = arith.constant 0 : i64
    scf.yield %zero, %m : i64, memref<?xi64>
  }
  return %sum, %same : i64, memref<?xi64>
}

// Part of memory goes through a call with its strides.
func.func @last(%m: memref<?xi64, strided<[?], offset: ?>>, %i: index) -> i64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %done = arith.cmpi eq, %i, %c0 : index
  %v = scf.if %done -> i64 {
    %x = memref.load %m[%c0] : memref<?xi64, strided<[?], offset: ?>>
    scf.yield %x : i64
  } else {
    %n = memref.dim %m, %c0 : memref<?xi64, strided<[?], offset: ?>>
    %size = arith.subi %n, %c1 : index
    %tail = memref.subview %m[1] [%size] [1] : memref<?xi64, strided<[?], offset: ?>> to memref<?xi64, strided<[?], offset: ?>>
    %j = arith.subi %i, %c1 : index
    %x = func.call @last(%tail, %j) : (memref<?xi64, strided<[?], offset: ?>>, index) -> i64
    scf.yield %x : i64
  }
  return %v : i64
}

func.func @isEven(%n: i64) -> i1 {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %done = arith.cmpi eq, %n, %zero : i64
  %r = scf.if %done -> i1 {
    %true = arith.constant true
    scf.yield %true : i1
  } else {
    %m = arith.subi %n, %one : i64
    %odd = func.call @isOdd(%m) : (i64) -> i1
    scf.yield %odd : i1
  }
  return %r : i1
}

func.func @isOdd(%n: i64) -> i1 {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %done = arith.cmpi eq, %n, %zero : i64
  %r = scf.if %done -> i1 {
    %false = arith.constant false
    scf.yield %false : i1
  } else {
    %m = arith.subi %n, %one : i64
    %even = func.call @isEven(%m) : (i64) -> i1
    scf.yield %even : i1
  }
  return %r : i1
}

func.func @reverse(%v: vector<4xf32>, %n: index) -> vector<4xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %done = arith.cmpi eq, %n, %c0 : index
  %r = scf.if %done -> vector<4xf32> {
    scf.yield %v : vector<4xf32>
  } else {
    %turned = vector.shuffle %v, %v [1, 2, 3, 0] : vector<4xf32>, vector<4xf32>
    %m = arith.subi %n, %c1 : index
    %x = func.call @reverse(%turned, %m) : (vector<4xf32>, index) -> vector<4xf32>
    scf.yield %x : vector<4xf32>
  }
  return %r : vector<4xf32>
}

func.func @main() {
  %c0 = arith.constant 0 : index
  %c3 = arith.constant 3 : index
  %one = arith.constant 1 : i64
  %m = memref.alloc() : memref<5xi64>
  %open = memref.cast %m : memref<5xi64> to memref<?xi64>
  %sum, %same = call @fill(%open, %c0, %one) : (memref<?xi64>, index, i64) -> (i64, memref<?xi64>)
  // CHECK: 31
  vector.print %sum : i64
  // CHECK: [1,  2,  4,  8,  16]
  %any = memref.cast %same : memref<?xi64> to memref<*xi64>
  call @printMemrefI64(%any) : (memref<*xi64>) -> ()
  %odd = memref.subview %m[1] [4] [1] : memref<5xi64> to memref<4xi64, strided<[1], offset: 1>>
  %strided = memref.cast %odd : memref<4xi64, strided<[1], offset: 1>> to memref<?xi64, strided<[?], offset: ?>>
  // CHECK: 16
  %last = call @last(%strided, %c3) : (memref<?xi64, strided<[?], offset: ?>>, index) -> i64
  vector.print %last : i64
  // Deeper than kernels may nest.
  // CHECK: 1
  %many = arith.constant 20000 : i64
  %even = call @isEven(%many) : (i64) -> i1
  vector.print %even : i1
  // CHECK: ( 4, 1, 2, 3 )
  %v = arith.constant dense<[1.0, 2.0, 3.0, 4.0]> : vector<4xf32>
  %r = call @reverse(%v, %c3) : (vector<4xf32>, index) -> vector<4xf32>
  vector.print %r : vector<4xf32>
  memref.dealloc %m : memref<5xi64>
  return
}
