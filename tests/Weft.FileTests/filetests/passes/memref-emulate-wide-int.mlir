// RUN: weft opt %s --memref-emulate-wide-int=widest-int-supported=16 | FileCheck %s
// AS-MLIR-OPT

// What functions take and give stays.
// CHECK-LABEL: func.func @outside(%arg0: i32) -> i32
func.func @outside(%a: i32) -> i32 {
  return %a : i32
}

// CHECK-LABEL: func.func @inside
// CHECK: %[[M:.*]] = memref.alloc() {alignment = 16 : i64} : memref<4xvector<2xi16>, 3>
// CHECK: %[[WIDE:.*]] = vector.insert
// CHECK: memref.store %[[WIDE]], %[[M]][%{{.*}}] {nontemporal = true} : memref<4xvector<2xi16>, 3>
// CHECK: memref.load %[[M]][%{{.*}}] : memref<4xvector<2xi16>, 3>
// CHECK: memref.alloc(%{{.*}}) : memref<?xvector<2xi16>, strided<[1], offset: 3>>
// CHECK: memref.alloc() : memref<4xi64>
func.func @inside(%a: i16, %i: index) -> i16 {
  %m = memref.alloc() {alignment = 16 : i64} : memref<4xi32, 3>
  %b = arith.extui %a : i16 to i32
  memref.store %b, %m[%i] {nontemporal = true} : memref<4xi32, 3>
  %c = memref.load %m[%i] : memref<4xi32, 3>
  %d = arith.addi %b, %c : i32
  %e = arith.trunci %d : i32 to i16
  %v = memref.alloc(%i) : memref<?xi32, strided<[1], offset: 3>>
  %f = memref.load %v[%i] : memref<?xi32, strided<[1], offset: 3>>
  %other = memref.alloc() : memref<4xi64>
  return %e : i16
}
