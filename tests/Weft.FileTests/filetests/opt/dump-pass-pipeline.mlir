// RUN: weft opt %s --pass-pipeline='builtin.module(cse,func.func(canonicalize, inline{max-iterations=2}),any(cse))' --dump-pass-pipeline 2>&1 | FileCheck %s

// CHECK: builtin.module(cse,func.func(canonicalize,inline{max-iterations=2}),any(cse))
func.func @f() {
  return
}
