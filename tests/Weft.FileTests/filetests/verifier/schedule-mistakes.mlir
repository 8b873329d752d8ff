// RUN: weft opt %s --split-input-file --verify-diagnostics

// expected-error @+1 {{'sched.schedule' op 'nothing' does not reference a kernel}}
sched.schedule @nothing {
}

// -----

func.func private @k(memref<4xf32>) attributes {wf.kernel}
sched.schedule @k {
}
sched.schedule @k for "cpu" {
}
// expected-error @+1 {{'sched.schedule' op @k has a schedule for "cpu" already}}
sched.schedule @k for "cpu" {
}

// -----

func.func private @k(memref<4xf32>) attributes {wf.kernel}
sched.schedule @k {
  // expected-error @+1 {{'sched.tile' op has the size 1; expected 2 to 1048576}}
  sched.tile "i" 1
}

// -----

func.func private @k(memref<4xf32>) attributes {wf.kernel}
sched.schedule @k {
  // expected-error @+1 {{'sched.jam' op has the size 1; expected 2 to 1048576}}
  sched.jam "i" 1
}

// -----

func.func private @k(memref<4xf32>) attributes {wf.kernel}
sched.schedule @k {
  // expected-error @+1 {{'sched.block' op has blocks of one element}}
  sched.block "t" [1, 1]
}

// -----

func.func private @k(memref<4xf32>) attributes {wf.kernel}
sched.schedule @k {
  // expected-error @+1 {{'sched.block' op expects the extent of a block in each dimension}}
  sched.block "t" ["i"]
}

// -----

func.func private @k(memref<4xf32>) attributes {wf.kernel}
sched.schedule @k {
  // expected-error @+1 {{'sched.prefetch' op has the size 0; expected 1 to 1048576}}
  sched.prefetch "t" 0
}

// -----

func.func private @k(memref<4xf32>) attributes {wf.kernel}
sched.schedule @k {
  // expected-error @+1 {{'sched.split' op has the size 0; expected 1 to 1048576}}
  sched.split "i" 0
}

// -----

func.func private @k(memref<4xf32>) attributes {wf.kernel}
sched.schedule @k {
  // expected-error @+1 {{'sched.skew' op has the size 0; expected 1 to 1048576}}
  sched.skew "i" "t" 0
}

// -----

func.func private @k(memref<4xf32>) attributes {wf.kernel}
sched.schedule @k {
  // expected-error @+1 {{'sched.interchange' op names a loop twice}}
  sched.interchange ["i", "i"]
}

// -----

func.func private @k(memref<4xf32>) attributes {wf.kernel}
sched.schedule @k {
  // expected-error @+1 {{'sched.interchange' op expects the names of two or more loops}}
  sched.interchange ["i"]
}

// -----

func.func private @k(memref<4xf32>) attributes {wf.kernel}
// expected-error @+1 {{'sched.schedule' op expects directives in its body, found 'arith.constant'}}
sched.schedule @k {
  %0 = arith.constant 1 : i32
}

// -----

// expected-error @+1 {{'wf.scheduled' is a unit attribute of loops}}
func.func private @k(memref<4xf32>) attributes {wf.scheduled}

// -----

func.func private @k(memref<4xf32>) attributes {wf.kernel}
sched.schedule @k {
  // expected-error @+1 {{'sched.layout' op expects each dimension once, by its number}}
  sched.layout "t" [1, 1]
}

// -----

func.func private @k(memref<4xf32>) attributes {wf.kernel}
sched.schedule @k {
  // expected-error @+1 {{'sched.copy' op expects each dimension once, by its number}}
  sched.copy "t" ["i"]
}

// -----

func.func @marked() {
  // expected-error @+1 {{'memref.alloc' op 'wf.layout' is a string attribute of allocations}}
  %0 = memref.alloc() {wf.layout} : memref<4xf32>
  return
}
