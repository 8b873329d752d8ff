// RUN: not weft opt %s --emit-bytecode 2>&1 | FileCheck %s --check-prefix=BYTECODE
// RUN: not weft opt %s --mlir-print-stacktrace-on-diagnostic 2>&1 | FileCheck %s --check-prefix=STACK
// RUN: not weft opt %s --load-pass-plugin=a.so 2>&1 | FileCheck %s --check-prefix=PLUGIN
// RUN: not weft opt %s --mlir-elide-elementsattrs-if-larger=few 2>&1 | FileCheck %s --check-prefix=NUMBER

// BYTECODE: weft opt: error: there is no --emit-bytecode: IR is written as text only, which mlir-opt reads; leave the flag out
// STACK:    weft opt: error: there is no --mlir-print-stacktrace-on-diagnostic: calls inside of weft are not shown;
// PLUGIN:   weft opt: error: there is no --load-pass-plugin: plugins are C++ libraries, which are not loaded here;
// NUMBER:   weft opt: error: 'few' is no value for --mlir-elide-elementsattrs-if-larger: a number is expected
module {
}
