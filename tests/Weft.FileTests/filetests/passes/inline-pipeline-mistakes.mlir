// RUN: not weft opt %s '--inline=default-pipeline=cse,csee' 2>&1 | FileCheck %s --check-prefix=NAME
// RUN: not weft opt %s '--inline=default-pipeline=canonicalize{max-iterations=1' 2>&1 | FileCheck %s --check-prefix=BRACE
// RUN: not weft opt %s '--inline=op-pipelines=cse' 2>&1 | FileCheck %s --check-prefix=ANCHOR
// RUN: not weft opt %s '--inline=op-pipelines=func.func(cse' 2>&1 | FileCheck %s --check-prefix=OPEN

// NAME: default-pipeline:1:5: error WF3001: there is no pass 'csee'; did you mean 'cse'?
// BRACE: default-pipeline:1:14: error WF3004: pass pipeline: expected '}'
// ANCHOR: error WF3004: pass pipeline: 'cse' is no pipeline of an operation, as func.func(cse) is
// OPEN: op-pipelines:1:14: error WF3004: pass pipeline: expected ')'
func.func @f() {
  return
}
