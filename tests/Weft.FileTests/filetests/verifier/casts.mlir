// RUN: weft opt %s --split-input-file --verify-diagnostics --allow-unregistered-dialect

func.func @narrower(%a: i64) {
  // expected-error@+1 {{'arith.extsi' op operand type 'i64' and result type 'i32' are cast incompatible}}
  %0 = arith.extsi %a : i64 to i32
  return
}

// -----

func.func @shape(%a: vector<4xi32>) {
  // expected-error@+1 {{'arith.extsi' op requires the same shape for all operands and results}}
  %0 = arith.extsi %a : vector<4xi32> to vector<5xi64>
  return
}

// -----

func.func @scalable(%a: vector<[4]xi32>) {
  // expected-error@+1 {{'arith.extsi' op requires the same shape for all operands and results}}
  %0 = arith.extsi %a : vector<[4]xi32> to vector<4xi64>
  return
}

// -----

func.func @tensor_to_scalar(%a: tensor<2xf32>) {
  // expected-error@+1 {{'arith.truncf' op failed to verify that input and output have the same tensor dimensions}}
  %0 = "arith.truncf"(%a) : (tensor<2xf32>) -> f16
  return
}

// -----

func.func @unranked(%a: tensor<*xf32>) {
  // expected-error@+1 {{'arith.fptosi' op failed to verify that input and output have the same tensor dimensions}}
  %0 = "arith.fptosi"(%a) : (tensor<*xf32>) -> tensor<*xi32>
  return
}

// -----

func.func @vector_to_scalar(%a: vector<2xf32>) {
  // expected-error@+1 {{'arith.truncf' op requires the same shape for all operands and results}}
  %0 = "arith.truncf"(%a) : (vector<2xf32>) -> f16
  return
}

// -----

func.func @encoding(%a: tensor<2xf32, 1 : i32>) {
  // expected-error@+1 {{'arith.truncf' op operand type 'tensor<2xf32, 1 : i32>' and result type 'tensor<2xf16>' are cast incompatible}}
  %0 = "arith.truncf"(%a) : (tensor<2xf32, 1 : i32>) -> tensor<2xf16>
  return
}
