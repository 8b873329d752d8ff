// RUN: weft opt %s --gpu-launch-to-cpu --split-input-file --verify-diagnostics

func.func @clusters(%n: index) {
  // expected-error@+1 {{'gpu.launch' cannot be lowered to loops: blocks form no clusters here; leave the cluster sizes out}}
  gpu.launch clusters(%cx, %cy, %cz) in (%ax = %n, %ay = %n, %az = %n) blocks(%bx, %by, %bz) in (%gx = %n, %gy = %n, %gz = %n)
      threads(%tx, %ty, %tz) in (%lx = %n, %ly = %n, %lz = %n) {
    gpu.terminator
  }
  return
}

// -----

func.func @later(%n: index) {
  // expected-error@+1 {{'gpu.launch' cannot be lowered to loops: it is asynchronous; leave the tokens out, and it is done when control goes on}}
  %t = gpu.launch async blocks(%bx, %by, %bz) in (%gx = %n, %gy = %n, %gz = %n) threads(%tx, %ty, %tz) in (%lx = %n, %ly = %n, %lz = %n) {
    gpu.terminator
  }
  return
}

// -----

func.func @branches(%n: index) {
  // expected-error@+1 {{'gpu.launch' cannot be lowered to loops: its body has branches; write them as 'scf.if', 'scf.for' and 'scf.while'}}
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %n, %gy = %n, %gz = %n) threads(%tx, %ty, %tz) in (%lx = %n, %ly = %n, %lz = %n) {
    cf.br ^bb1
  ^bb1:
    gpu.terminator
  }
  return
}

// -----

func.func @inside(%n: index) {
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %n, %gy = %n, %gz = %n) threads(%tx, %ty, %tz) in (%lx = %n, %ly = %n, %lz = %n) {
    // expected-error@+1 {{'scf.parallel' cannot be lowered to loops: threads meet inside; put 'gpu.barrier' and what is like it into}}
    scf.parallel (%i) = (%n) to (%n) step (%n) {
      gpu.barrier
      scf.reduce
    }
    gpu.terminator
  }
  return
}

// -----

func.func @names(%n: index) {
  // expected-error@+1 {{'gpu.launch' op 'wf.shared_names' is an array of strings on launches}}
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %n, %gy = %n, %gz = %n) threads(%tx, %ty, %tz) in (%lx = %n, %ly = %n, %lz = %n) {
    gpu.terminator
  } {wf.shared_names = [4]}
  return
}
