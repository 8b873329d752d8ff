// RUN: not weft opt %s --no-such-pass 2>&1 | FileCheck %s

// CHECK: weft opt: {{.*}}no-such-pass
module {}
