// Pairs in parentheses are complex elements, or elements of any type one after the other.
// RUN: weft opt %s --allow-unregistered-dialect | FileCheck %s
// AS-MLIR-OPT

// CHECK: "x.real"() {a = dense<{{\[\[}}0.000000e+00, 1.000000e+00], [2.000000e+00, 3.000000e+00]]> : tensor<2x2xf32>} : () -> ()
"x.real"() {a = dense<((0.0, 1.0), (2.0, 3.0))> : tensor<2x2xf32>} : () -> ()
// CHECK: "x.complex"() {a = dense<[(0.000000e+00,1.000000e+00), (2.000000e+00,3.000000e+00)]> : tensor<2xcomplex<f32>>} : () -> ()
"x.complex"() {a = dense<((0.0, 1.0), (2.0, 3.0))> : tensor<2xcomplex<f32>>} : () -> ()
// CHECK: "x.bits"() {a = dense<[true, false]> : tensor<2xi1>} : () -> ()
"x.bits"() {a = dense<(true, false)> : tensor<2xi1>} : () -> ()
// CHECK: "x.same"() {a = dense<7> : tensor<2xi32>} : () -> ()
"x.same"() {a = dense<(7, 7)> : tensor<2xi32>} : () -> ()
