// RUN: not weft opt %s --refuse-recursion --split-input-file 2>&1 | FileCheck %s

// CHECK: error WF3010: 'itself' calls itself, directly or through others; kernels cannot recurse
// CHECK-NEXT: {{^}}  %0 = call @itself(%x) : (i32) -> i32
func.func @itself(%x: i32) -> i32 {
  %0 = call @itself(%x) : (i32) -> i32
  return %0 : i32
}

// -----

// CHECK: error WF3010: 'even' calls itself
// CHECK-NEXT: {{^}}  %0 = call @even(%x) : (i32) -> i32
func.func @even(%x: i32) -> i32 {
  %0 = call @odd(%x) : (i32) -> i32
  return %0 : i32
}
func.func @odd(%x: i32) -> i32 {
  %0 = call @even(%x) : (i32) -> i32
  return %0 : i32
}
