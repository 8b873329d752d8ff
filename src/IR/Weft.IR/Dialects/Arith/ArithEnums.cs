using System;

namespace Weft.IR;

[IrEnum("arith.cmpi", EnumForm.I64)]
public enum CmpIPredicate { Eq, Ne, Slt, Sle, Sgt, Sge, Ult, Ule, Ugt, Uge }

/// <summary>Comparisons that begin with O are false, with U true, when an operand is NaN.</summary>
[IrEnum("arith.cmpf", EnumForm.I64)]
public enum CmpFPredicate
{
    [Keyword("false")] AlwaysFalse, Oeq, Ogt, Oge, Olt, Ole, One, Ord, Ueq, Ugt, Uge, Ult, Ule, Une, Uno,
    [Keyword("true")] AlwaysTrue,
}

/// <summary>What the compiler may assume of floating-point arithmetic beyond IEEE 754.</summary>
[Flags]
[IrEnum("arith.fastmath", EnumForm.Attribute, Summary = "Floating point fast math flags", CppName = "::mlir::arith::FastMathFlags")]
public enum FastMath { None = 0, Reassoc = 1, Nnan = 2, Ninf = 4, Nsz = 8, Arcp = 16, Contract = 32, Afn = 64, Fast = 127 }

/// <summary>Which wrap-arounds cannot happen.</summary>
[Flags]
[IrEnum(
    "arith.overflow", EnumForm.Attribute, Separator = ", ", Summary = "Integer overflow arith flags",
    CppName = "::mlir::arith::IntegerOverflowFlags")]
public enum IntegerOverflow { None = 0, Nsw = 1, Nuw = 2 }

[IrEnum("arith.roundingmode", EnumForm.I32, Summary = "Floating point rounding mode")]
public enum RoundingMode
{
    [Keyword("to_nearest_even")] ToNearestEven, Downward, Upward,
    [Keyword("toward_zero")] TowardZero,
    [Keyword("to_nearest_away")] ToNearestAway,
}
