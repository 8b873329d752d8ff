// RUN: weft opt %s --split-input-file --verify-diagnostics --allow-unregistered-dialect

{-#
  // expected-error@+1 {{unknown key 'nonsense' in file metadata dictionary}}
  nonsense: {}
#-}

// -----

{-#
  dialect_resources: {
    builtin: {
      // expected-error@+1 {{expected hex string blob for key 'a'}}
      a: 10
    }
  }
#-}

// -----

{-#
  external_resources: {
    tool: {
      // expected-error@+1 {{expected hex string blob for key 'a' to encode alignment in first 4 bytes}}
      a: "0x00"
    }
  }
#-}
