// RUN: weft opt %s --allow-unregistered-dialect | FileCheck %s
// AS-MLIR-OPT

// CHECK: affine_map<(d0) -> (d0 - 4)>
#map = affine_map<(d0) -> (d0 - 0x4)>
"x.y"() {a = #map} : () -> ()

// The sizes of elements are whole bytes, and bits; numbers may be hexadecimal, and of unsigned types negative.
// CHECK: a = array<i24: 5, -7>, b = array<ui8: 255, 255>, c = array<i1: true, false>, d = array<i8: -1>
"x.y"() {a = array<i24: 5, -7>, b = array<ui8: 255, -1>, c = array<i1: true, 0>, d = array<i8: 0xFF>} : () -> ()

// CHECK: strided<[16, 1], offset: 10>
"x.y"() {a = strided<[0x10, 1], offset: 0xA>} : () -> ()

// Aliases of unknown attributes are not kept.
// CHECK: "x.z"() {a = #foo.bar<1, 2>}
#alias = #foo.bar<1, 2>
"x.z"() {a = #alias} : () -> ()
