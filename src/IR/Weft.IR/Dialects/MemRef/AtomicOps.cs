using System;
using System.Collections.Generic;
using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>Replaces an element by what an operation makes of it and a value, as one step. Gives the element as it was before. Undefined
/// when an index is not in range.</summary>
[Op("memref.atomic_rmw",
    Format = "$kind $value `,` $memref `[` $indices `]` attr-dict `:` `(` type($value) `,` type($memref) `)` `->` type($result)")]
[AllTypesMatch(nameof(Value), nameof(Result))]
[TypesMatch("value type matches element type of memref", nameof(Memref), nameof(Value), nameof(TypeRules.ElementOf))]
public sealed partial class AtomicRmwOp : Operation, IMemoryAccess, IHasValueEffects, IFold
{
    public MemoryEffects Effects => MemoryEffects.Read | MemoryEffects.Write;

    public IReadOnlyList<MemoryEffect> ValueEffects => [new(MemoryEffects.Read, Memref), new(MemoryEffects.Write, Memref)];

    [Attr] public partial AtomicRmwKind Kind { get; set; }

    [Operand<SignlessIntegerOrFloat>] public partial Value Value { get; }

    [Operand<AtomicMemRef>] public partial Value Memref { get; }

    [Operand<Index>] public partial OperandRange Indices { get; }

    [Result<SignlessIntegerOrFloat>] public partial OpResult Result { get; }

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) => MemRefCastFolding.SkipCasts(this, but: Value);

    private bool Verify(DiagnosticBag diagnostics)
    {
        if (Indices.Count != ((MemRefType)Memref.Type).Rank)
            return Error(diagnostics, "expects the number of subscripts to be equal to memref rank");
        var expected = Kind switch
        {
            AtomicRmwKind.AddF or AtomicRmwKind.MaximumF or AtomicRmwKind.MinimumF or AtomicRmwKind.MulF when Value.Type is not FloatType =>
                "a floating-point",
            AtomicRmwKind.AddI or AtomicRmwKind.MaxS or AtomicRmwKind.MaxU or AtomicRmwKind.MinS or AtomicRmwKind.MinU or AtomicRmwKind.MulI
                or AtomicRmwKind.OrI or AtomicRmwKind.AndI when Value.Type is not IntegerType => "an integer",
            _ => null,
        };
        return expected is null
            || Error(diagnostics, $"with kind '{AtomicRmwKindKeywords.Keywords.Text((long)Kind)}' expects {expected} type");
    }
}

/// <summary>Replaces an element by what a region makes of it, as one step. Gives the new element. Undefined when an index is not in
/// range.</summary>
[Op("memref.generic_atomic_rmw")]
[Traits(SingleBlock)]
[ImplicitTerminator<AtomicYieldOp>]
[TypesMatch("result type matches element type of memref", nameof(Memref), nameof(Result), nameof(TypeRules.ElementOf))]
public sealed partial class GenericAtomicRmwOp : Operation, IMemoryAccess, IHasValueEffects
{
    public MemoryEffects Effects => MemoryEffects.Read | MemoryEffects.Write;

    public IReadOnlyList<MemoryEffect> ValueEffects => [new(MemoryEffects.Read, Memref), new(MemoryEffects.Write, Memref)];

    [Operand<AtomicMemRef>] public partial Value Memref { get; }

    [Operand<Index>] public partial OperandRange Indices { get; }

    [Result<SignlessIntegerOrFloat>] public partial OpResult Result { get; }

    [Region(Name = "atomic_body")] public partial Region AtomicBody { get; }

    public static bool Parse(IrParser parser, OperationState state)
    {
        var indices = new List<UnresolvedOperand>();
        if (parser.Operands.Parse() is not { } memref || !parser.Operands.ParseSquare(indices)
            || !parser.Tokens.Expect(TokenKind.Colon, "expected ':'") || parser.Types.Parse() is not { } type
            || !parser.Operands.Resolve(memref, type, state.Operands)
            || !parser.Operands.Resolve(indices, IndexType.Instance, state.Operands)
            || !parser.ParseRegion(state.AddRegion(), state.Info) || !parser.ParseOptionalAttrDict(state)) return false;
        state.ResultTypes.Add(TypeRules.ElementOf(type));
        return true;
    }

    public override void PrintCustom(IrPrinter printer)
    {
        printer.Space();
        printer.Value(Memref);
        printer.Text("[");
        printer.Values(Indices);
        printer.Text("] : ");
        printer.Type(Memref.Type);
        printer.Space();
        printer.Region(AtomicBody);
        printer.AttrDict(this);
    }

    private bool Verify(DiagnosticBag diagnostics)
    {
        if (AtomicBody.IsEmpty || AtomicBody.Entry.Arguments.Count != 1)
            return Error(diagnostics, "expected single number of entry block arguments");
        if (AtomicBody.Entry.Arguments[0].Type != Result.Type)
            return Error(diagnostics, "expected block argument of the same type result type");
        foreach (var op in AtomicBody.Ops)
            if (op.MemoryEffects != MemoryEffects.None)
                return op.ErrorAsIs(
                    diagnostics, "body of 'memref.generic_atomic_rmw' should contain only operations with no side effects");
        return true;
    }
}

/// <summary>The new element of the enclosing <c>memref.generic_atomic_rmw</c>.</summary>
[Op("memref.atomic_yield", Format = "$result attr-dict `:` type($result)")]
[Traits(Pure, IsTerminator)]
[HasParent("memref.generic_atomic_rmw")]
public sealed partial class AtomicYieldOp : Operation
{
    /// <summary>As it is where the text leaves it out: without its operand, which the verifier asks for.</summary>
    internal AtomicYieldOp() : base(OpInfo, new OpParts([], [], [], [], [])) { }

    [Operand<AnyType>] public partial Value Result { get; }

    private bool Verify(DiagnosticBag diagnostics) =>
        ParentOp is not { } parent || parent.Results[0].Type == Result.Type
        || Error(diagnostics, $"types mismatch between yield op: '{Result.Type}' and its parent: '{parent.Results[0].Type}'");
}
