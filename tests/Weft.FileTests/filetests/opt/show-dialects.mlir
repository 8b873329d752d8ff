// RUN: weft opt --show-dialects | FileCheck %s

// CHECK: Available Dialects: {{.*}}arith,builtin,cf{{.*}}func,{{.*}}linalg,math,memref,scf{{.*}}
