// RUN: weft opt %s --arith-emulate-wide-int | FileCheck %s
// AS-MLIR-OPT

// CHECK-LABEL: func.func private @declared(vector<2xi32>, f32) -> vector<3x2xi32>
func.func private @declared(i64, f32) -> vector<3xi64>

// CHECK-LABEL: func.func @calls(
// CHECK-SAME: %[[A:.*]]: vector<4x2xi32>, %[[B:.*]]: vector<2xi32>, %{{.*}}: i128) -> (vector<2xi32>, vector<4x2xi32>)
// CHECK: %[[C:.*]]:2 = call @calls(%[[A]], %[[B]], %{{.*}}) : (vector<4x2xi32>, vector<2xi32>, i128) -> (vector<2xi32>, vector<4x2xi32>)
// CHECK: return %[[C]]#0, %[[A]] : vector<2xi32>, vector<4x2xi32>
func.func @calls(%a: vector<4xi64>, %b: i64, %c: i128) -> (i64, vector<4xi64>) {
  %r:2 = call @calls(%a, %b, %c) : (vector<4xi64>, i64, i128) -> (i64, vector<4xi64>)
  return %r#0, %a : i64, vector<4xi64>
}

// CHECK-LABEL: func.func @constants
// CHECK: arith.constant dense<[2, 1]> : vector<2xi32>
// CHECK: arith.constant dense<-1> : vector<3x2xi32>
// CHECK: arith.constant dense<{{\[}}[1, 0], [-2, -1]]> : vector<2x2xi32>
// CHECK: arith.constant dense<{{\[}}[5, 0], [5, 0]]> : vector<2x2xi32>
// CHECK: arith.constant 7 : i16
func.func @constants() -> (i64, vector<3xi64>, vector<2xi64>, vector<2xi64>, i16) {
  %a = arith.constant 4294967298 : i64
  %b = arith.constant dense<-1> : vector<3xi64>
  %c = arith.constant dense<[1, -2]> : vector<2xi64>
  %d = arith.constant dense<5> : vector<2xi64>
  %e = arith.constant 7 : i16
  return %a, %b, %c, %d, %e : i64, vector<3xi64>, vector<2xi64>, vector<2xi64>, i16
}

// CHECK-LABEL: func.func @sums
// CHECK: %[[SUM:.*]], %[[CARRY:.*]] = arith.addui_extended
// CHECK: arith.extui %[[CARRY]] : i1 to i32
// CHECK: vector.insert %[[SUM]], %{{.*}} [0]
// CHECK: arith.addui_extended %{{.*}} : vector<4x1xi32>, vector<4x1xi1>
// CHECK: vector.insert_strided_slice %{{.*}} {offsets = [0, 1], strides = [1, 1]}
// CHECK: arith.mului_extended
func.func @sums(%a: i64, %b: i64, %v: vector<4xi64>) -> (i64, i64, vector<4xi64>) {
  %c = arith.addi %a, %b : i64
  %w = arith.addi %v, %v : vector<4xi64>
  %d = arith.muli %c, %a : i64
  %e = arith.andi %d, %b : i64
  %f = arith.ori %e, %c : i64
  %g = arith.xori %f, %a : i64
  return %d, %g, %w : i64, i64, vector<4xi64>
}

// CHECK-LABEL: func.func @order
// CHECK: arith.cmpi ult
// CHECK: arith.cmpi slt
// CHECK: vector.shape_cast %{{.*}} : vector<3x1xi1> to vector<3xi1>
func.func @order(%a: i64, %b: i64, %v: vector<3xi64>, %w: vector<3xi64>) -> (i64, i1, i1, vector<3xi64>, i64, i64) {
  %c = arith.cmpi slt, %a, %b : i64
  %d = arith.cmpi eq, %a, %b : i64
  %e = arith.select %c, %a, %b : i64
  %f = arith.cmpi sge, %v, %w : vector<3xi64>
  %g = arith.select %f, %v, %w : vector<3xi1>, vector<3xi64>
  %h = arith.maxui %a, %b : i64
  %i = arith.minsi %a, %b : i64
  return %e, %c, %d, %g, %h, %i : i64, i1, i1, vector<3xi64>, i64, i64
}

// What rules make of wide integers is converted, too.
// CHECK-LABEL: func.func @shifts
// CHECK: arith.extsi
// CHECK: arith.constant dense<64> : vector<3x1xi32>
// CHECK: arith.select
func.func @shifts(%a: i64, %b: i64, %v: vector<3xi64>) -> (i64, i64, vector<3xi64>) {
  %c = arith.shli %a, %b : i64
  %d = arith.shrui %c, %b : i64
  %e = arith.shrsi %v, %v : vector<3xi64>
  return %c, %d, %e : i64, i64, vector<3xi64>
}

// CHECK-LABEL: func.func @casts
// CHECK: arith.index_cast %{{.*}} : i32 to index
// CHECK: arith.trunci %{{.*}} : i32 to i8
// CHECK: arith.constant 4.2949673E+9 : f32
func.func @casts(%a: i32, %b: i16, %c: i64, %v: vector<3xi8>) -> (i64, i64, vector<3xi64>, index, i64, i32, i8, f32, f64) {
  %d = arith.extsi %a : i32 to i64
  %e = arith.extui %b : i16 to i64
  %f = arith.extsi %v : vector<3xi8> to vector<3xi64>
  %g = arith.index_cast %c : i64 to index
  %h = arith.index_castui %g : index to i64
  %i = arith.trunci %c : i64 to i32
  %j = arith.trunci %c : i64 to i8
  %k = arith.sitofp %c : i64 to f32
  %l = arith.uitofp %c : i64 to f64
  vector.print %f : vector<3xi64>
  return %d, %e, %f, %g, %h, %i, %j, %k, %l : i64, i64, vector<3xi64>, index, i64, i32, i8, f32, f64
}

// What folds takes its place, as wide as it is.
// CHECK-LABEL: func.func @folded
// CHECK-SAME: (%[[X:.*]]: vector<2xi32>)
// CHECK: return %[[X]], %{{.*}} : vector<2xi32>, vector<2xi32>
func.func @folded(%x: i64) -> (i64, i64) {
  %zero = arith.subi %x, %x : i64
  %same = arith.addi %x, %zero : i64
  return %same, %zero : i64, i64
}
