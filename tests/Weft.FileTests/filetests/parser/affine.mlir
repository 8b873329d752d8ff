// RUN: weft opt %s --split-input-file --verify-diagnostics --allow-unregistered-dialect

// expected-error@+1 {{use of undeclared identifier}}
#a = affine_map<(d0) -> (d1)>

// -----

// expected-error@+1 {{non-affine expression: at least one of the multiply operands has to be either a constant or symbolic}}
#a = affine_map<(d0, d1) -> (d0 * d1)>

// -----

// expected-error@+1 {{non-affine expression: right operand of mod has to be either a constant or symbolic}}
#a = affine_map<(d0, d1) -> (d0 mod d1)>

// -----

// expected-error@+1 {{redefinition of identifier 'd0'}}
#a = affine_map<(d0, d0) -> (d0)>

// -----

// expected-error@+1 {{missing right operand of binary operator}}
#a = affine_map<(d0) -> (d0 + )>

// -----

// expected-error@+1 {{expected '(' in affine map range}}
#a = affine_map<(d0) -> d0>
