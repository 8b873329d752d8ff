// As in mlir-opt, nothing is read behind the parser's first error when messages are compared.
// RUN: weft opt %s --verify-diagnostics
// AS-MLIR-OPT

func.func @first() { // expected-error {{expected operation name in quotes}}
  42
}

func.func @second() {
  43
}
