// RUN: weft opt %s --pass-pipeline='builtin.module(func.func(cse,canonicalize),symbol-dce)' --mlir-timing 2>&1 | FileCheck %s
// RUN: weft opt %s --cse --split-input-file --mlir-timing 2>&1 | FileCheck %s --check-prefix=ONCE
// RUN: weft opt %s --cse --mlir-timing | FileCheck %s --check-prefix=QUIET

// CHECK:      {{^}}===-------------------------------------------------------------------------===
// CHECK-NEXT:                          ... Execution time report ...
// CHECK-NEXT: ===-------------------------------------------------------------------------===
// CHECK-NEXT:   Total Execution Time: {{[0-9]+\.[0-9][0-9][0-9][0-9]}} seconds
// CHECK-EMPTY:
// CHECK-NEXT:   ----Wall Time----  ----Name----
// CHECK-NEXT: {{ +[0-9.]+ \( *[0-9.]+%\)}}  Parser
// CHECK-NEXT: {{ +[0-9.]+ \( *[0-9.]+%\)}}  'func.func' Pipeline
// CHECK-NEXT: {{ +[0-9.]+ \( *[0-9.]+%\)}}    CSE
// CHECK-NEXT: {{ +[0-9.]+ \( *[0-9.]+%\)}}    Canonicalizer
// CHECK-NEXT: {{ +[0-9.]+ \( *[0-9.]+%\)}}  SymbolDCE
// CHECK-NEXT: {{ +[0-9.]+ \( *[0-9.]+%\)}}  Output
// CHECK-NEXT: {{ +[0-9.]+ \( *[0-9.]+%\)}}  Rest
// CHECK-NEXT: {{ +[0-9.]+ \( *}}100.0%)  Total

// One report for all parts of a file.
// ONCE: Parser
// ONCE-NOT: Parser

// QUIET-NOT: Execution time
func.func @f() {
  return
}

// -----

module {
}
