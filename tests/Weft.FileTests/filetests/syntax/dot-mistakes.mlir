// RUN: weft opt %s --split-input-file --verify-diagnostics

func.func @sizes(%a: vector<6xi8>, %sums: vector<4xi32>) -> vector<4xi32> {
  // expected-error @+1 {{'wf.dot' op expects as many elements of each factor for all of the 4 sums}}
  %0 = wf.dot %a, %a, %sums : vector<6xi8> into vector<4xi32>
  return %0 : vector<4xi32>
}

// -----

func.func @kinds(%a: vector<8xi16>, %sums: vector<4xf32>) -> vector<4xf32> {
  // expected-error @+1 {{'wf.dot' op expects sums of wider numbers than 'i16', and of their kind}}
  %0 = wf.dot %a, %a, %sums : vector<8xi16> into vector<4xf32>
  return %0 : vector<4xf32>
}

// -----

func.func @widths(%a: vector<8xi32>, %sums: vector<4xi32>) -> vector<4xi32> {
  // expected-error @+1 {{'wf.dot' op expects sums of wider numbers than 'i32', and of their kind}}
  %0 = wf.dot %a, %a, %sums : vector<8xi32> into vector<4xi32>
  return %0 : vector<4xi32>
}

// -----

func.func @signs(%a: vector<8xbf16>, %sums: vector<4xf32>) -> vector<4xf32> {
  // expected-error @+1 {{'wf.dot' op 'unsigned_lhs' is said of integers}}
  %0 = wf.dot %a, %a, %sums {unsigned_lhs} : vector<8xbf16> into vector<4xf32>
  return %0 : vector<4xf32>
}

// -----

func.func @scalable(%a: vector<[8]xi8>, %sums: vector<[4]xi32>) -> vector<[4]xi32> {
  // expected-error @+1 {{'wf.dot' op takes vectors of fixed length}}
  %0 = wf.dot %a, %a, %sums : vector<[8]xi8> into vector<[4]xi32>
  return %0 : vector<[4]xi32>
}
