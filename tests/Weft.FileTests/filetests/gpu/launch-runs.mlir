// RUN: weft run %s -e main --target cpu | FileCheck %s
// RUN: weft run %s -e main --target interp | FileCheck %s

// Threads that end early, lanes that part, and memory of a thread: the same on a processor as where each thread has its own.

func.func private @printMemrefI32(memref<*xi32>)

func.func @early(%n: index, %out: memref<?xi32>) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c40 = arith.constant 40 : index
  %width = arith.constant 32 : i32
  %by = arith.constant 1 : i32
  gpu.launch blocks(%bx, %b1, %b2) in (%gx = %c2, %gy = %c1, %gz = %c1) threads(%tx, %t1, %t2) in (%lx = %c40, %ly = %c1, %lz = %c1)
      workgroup(%s : memref<40xi32, #gpu.address_space<workgroup>>) private(%own : memref<2xi32, #gpu.address_space<private>>) {
    %i = gpu.global_id x
    %v = arith.index_cast %i : index to i32
    %in = arith.cmpi ult, %i, %n : index
    scf.if %in {
      memref.store %v, %s[%tx] : memref<40xi32, #gpu.address_space<workgroup>>
      memref.store %v, %own[%c1] : memref<2xi32, #gpu.address_space<private>>
      gpu.barrier
      %next, %valid = gpu.shuffle down %v, %by, %width : i32
      %sum = gpu.all_reduce add %by {} : (i32) -> i32
      %lane = gpu.subgroup_reduce maxsi %v : (i32) -> i32
      %mine = memref.load %own[%c1] : memref<2xi32, #gpu.address_space<private>>
      %a = arith.addi %next, %sum : i32
      %b = arith.addi %lane, %mine : i32
      %c = arith.addi %a, %b : i32
      memref.store %c, %out[%i] : memref<?xi32>
    }
    gpu.terminator
  }
  return
}

func.func @turns(%out: memref<?xi32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c6 = arith.constant 6 : index
  gpu.launch blocks(%bx, %b1, %b2) in (%gx = %c1, %gy = %c1, %gz = %c1) threads(%tx, %ty, %t2) in (%lx = %c3, %ly = %c3, %lz = %c1) {
    %row = arith.muli %ty, %c3 : index
    %i = arith.addi %row, %tx : index
    %one = arith.constant 1 : i32
    %zero = arith.constant 0 : i32
    %r = scf.for %k = %i to %c6 step %c1 iter_args(%sum = %zero) -> i32 {
      gpu.barrier
      %here = gpu.all_reduce add %one {} : (i32) -> i32
      %s = arith.addi %sum, %here : i32
      scf.yield %s : i32
    }
    memref.store %r, %out[%i] : memref<?xi32>
    gpu.terminator
  }
  return
}

func.func @main() {
  %n = arith.constant 45 : index
  %out = memref.alloc(%n) : memref<?xi32>
  call @early(%n, %out) : (index, memref<?xi32>) -> ()
  %all = memref.cast %out : memref<?xi32> to memref<*xi32>
  // CHECK: data =
  // CHECK-NEXT: [72,  74,  76,  78,
  call @printMemrefI32(%all) : (memref<*xi32>) -> ()
  %nine = arith.constant 9 : index
  %some = memref.alloc(%nine) : memref<?xi32>
  call @turns(%some) : (memref<?xi32>) -> ()
  %rest = memref.cast %some : memref<?xi32> to memref<*xi32>
  // CHECK: data =
  // CHECK-NEXT: [21,  20,  18,  15,  11,  6,  0,  0,  0]
  call @printMemrefI32(%rest) : (memref<*xi32>) -> ()
  return
}
