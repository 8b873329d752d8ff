// RUN: not weft opt %s --no-such-pass 2>&1 | FileCheck %s

// CHECK: weft opt: error WF3001: there is no pass 'no-such-pass'
module {}
