// RUN: weft opt %s --inline --split-input-file --verify-diagnostics

func.func @itself(%x: i32) -> i32 {
  // expected-error@+1 {{'itself' calls itself, directly or through others; kernels cannot recurse}}
  %0 = call @itself(%x) : (i32) -> i32
  return %0 : i32
}

// -----

func.func @even(%x: i32) -> i32 {
  %0 = call @odd(%x) : (i32) -> i32
  return %0 : i32
}
func.func @odd(%x: i32) -> i32 {
  // expected-error@+1 {{'even' calls itself}}
  %0 = call @even(%x) : (i32) -> i32
  return %0 : i32
}
