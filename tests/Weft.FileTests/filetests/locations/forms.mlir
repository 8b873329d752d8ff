// RUN: weft opt %s --mlir-print-debuginfo --allow-unregistered-dialect | FileCheck %s
// RUN: weft opt %s --mlir-print-debuginfo --allow-unregistered-dialect --verify-roundtrip

// CHECK:      module {
// CHECK-NEXT:   "x.op"() : () -> () loc(#loc1)
// CHECK-NEXT:   "x.op"() : () -> () loc(#loc2)
// CHECK-NEXT:   "x.op"() : () -> () loc(#loc{{[0-9]+}})
// CHECK-NEXT:   "x.op"() : () -> () loc(#loc{{[0-9]+}})
// CHECK-NEXT:   "x.op"() : () -> () loc(#loc{{[0-9]+}})
// CHECK-NEXT: } loc(#loc)
// CHECK-NEXT: #loc = loc("forms.mlir":0:0)
// CHECK-NEXT: #loc1 = loc(unknown)
// CHECK-NEXT: #loc2 = loc("a.c":3:4)
// CHECK-DAG:  loc("named"(#loc2))
// CHECK-DAG:  loc(callsite({{.*}} at {{.*}}))
// CHECK-DAG:  loc(fused<"pass">[{{.*}}])
#here = loc("a.c":3:4)
"x.op"() : () -> () loc(unknown)
"x.op"() : () -> () loc(#late)
"x.op"() : () -> () loc("named"(#here))
"x.op"() : () -> () loc(callsite(#here at unknown))
"x.op"() : () -> () loc(fused<"pass">[#here, "x"])
#late = loc("a.c":3:4)
