using System;

namespace Weft.IR;

/// <summary>Facts about all operations of a class, named as in MLIR. Those that can be violated are checked by the verifier.</summary>
[Flags]
public enum OpTraits : ulong
{
    None = 0,

    /// <summary>No memory effect and no undefined behaviour: may be duplicated, moved or dropped.</summary>
    Pure = NoMemoryEffect | AlwaysSpeculatable,
    NoMemoryEffect = 1UL << 0,
    AlwaysSpeculatable = 1UL << 1,

    /// <summary>Has the effects of the operations in its regions.</summary>
    RecursiveMemoryEffects = 1UL << 2,
    RecursivelySpeculatable = 1UL << 3,

    Commutative = 1UL << 4,
    Idempotent = 1UL << 5,
    Involution = 1UL << 6,
    ConstantLike = 1UL << 7,

    /// <summary>Ends a block.</summary>
    IsTerminator = 1UL << 8,

    /// <summary>Gives control back from the enclosing region.</summary>
    ReturnLike = 1UL << 9,

    /// <summary>Regions see no value from outside.</summary>
    IsolatedFromAbove = 1UL << 10,
    SymbolTable = 1UL << 11,
    Symbol = 1UL << 12,
    AutomaticAllocationScope = 1UL << 13,
    SingleBlock = 1UL << 14,
    NoTerminator = 1UL << 15,
    NoRegionArguments = 1UL << 16,
    AffineScope = 1UL << 17,
    HasOnlyGraphRegion = 1UL << 18,
    RecursiveEffects = 1UL << 19,

    SameOperandsAndResultType = 1UL << 20,
    SameTypeOperands = 1UL << 21,
    SameOperandsAndResultShape = 1UL << 22,
    SameOperandsShape = 1UL << 23,
    SameOperandsElementType = 1UL << 24,
    SameOperandsAndResultElementType = 1UL << 25,

    /// <summary>Applies element by element to vectors and tensors.</summary>
    Elementwise = 1UL << 26,
    Scalarizable = 1UL << 27,
    Vectorizable = 1UL << 28,
    Tensorizable = 1UL << 29,
    ElementwiseMappable = Elementwise | Scalarizable | Vectorizable | Tensorizable,

    AttrSizedOperandSegments = 1UL << 30,
    AttrSizedResultSegments = 1UL << 31,
    ParallelRegion = 1UL << 32,

    /// <summary>The variadic operands are all of one length, so that no segment sizes are kept.</summary>
    SameVariadicOperandSize = 1UL << 33,

    /// <summary>As <see cref="SameVariadicOperandSize"/>, of results.</summary>
    SameVariadicResultSize = 1UL << 34,

    /// <summary>The operand and the result have types that <see cref="ICast"/> accepts.</summary>
    CastCompatible = 1UL << 35,
}
