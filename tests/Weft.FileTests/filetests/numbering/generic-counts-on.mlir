// In the generic form regions are numbered one after the other, the last one first.
// RUN: weft opt %s --allow-unregistered-dialect --mlir-print-op-generic | FileCheck %s

"x.two"() ({
  %a = "x.first"() : () -> i32
}, {
  %b = "x.second"() : () -> i32
}) : () -> ()
// CHECK: %1 = "x.first"()
// CHECK: %0 = "x.second"()
