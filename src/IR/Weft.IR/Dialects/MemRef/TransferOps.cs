using System;
using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;

namespace Weft.IR;

/// <summary>Asks that an element be brought near the processor. Nothing depends on it.</summary>
[Op("memref.prefetch")]
public sealed partial class PrefetchOp : Operation, IHasValueEffects, IFold
{
    public MemoryEffects Effects => MemoryEffects.Read | MemoryEffects.Write;

    public IReadOnlyList<MemoryEffect> ValueEffects => [new(MemoryEffects.Read, Memref), new(MemoryEffects.Write, Memref)];

    [Operand<AnyMemRef>] public partial Value Memref { get; }

    [Operand<Index>] public partial OperandRange Indices { get; }

    [Attr(Summary = "bool attribute", Test = nameof(AttributeRules.IsBool))] public partial IntegerAttr IsWrite { get; set; }

    [Attr(Summary = "32-bit signless integer attribute whose minimum value is 0 whose maximum value is 3", Test = nameof(IsHint))]
    public partial int LocalityHint { get; set; }

    [Attr(Summary = "bool attribute", Test = nameof(AttributeRules.IsBool))] public partial IntegerAttr IsDataCache { get; set; }

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) => MemRefCastFolding.SkipCasts(this);

    public static bool Parse(IrParser parser, OperationState state)
    {
        var indices = new List<UnresolvedOperand>();
        return parser.Operands.Parse() is { } memref && parser.Operands.ParseSquare(indices)
            && PrefetchHints.Parse(parser) is { } hints && parser.ParseOptionalAttrDict(state)
            && parser.Tokens.Expect(TokenKind.Colon, "expected ':'") && parser.ParseType<MemRefType>() is { } type
            && parser.Operands.Resolve(memref, type, state.Operands)
            && parser.Operands.Resolve(indices, IndexType.Instance, state.Operands) && hints.Store(parser, state);
    }

    public override void PrintCustom(IrPrinter printer)
    {
        printer.Space();
        printer.Value(Memref);
        printer.Text("[");
        printer.Values(Indices);
        printer.Text($"], {(IsWrite.IsZero ? "read" : "write")}, locality<{LocalityHint}>, {(IsDataCache.IsZero ? "instr" : "data")}");
        printer.AttrDict(this, "localityHint", "isWrite", "isDataCache");
        printer.Text(" : ");
        printer.Type(Memref.Type);
    }

    private static bool IsHint(Attribute attribute) => attribute is IntegerAttr { Int64: >= 0 and <= 3 };

    private bool Verify(DiagnosticBag diagnostics) =>
        Indices.Count == ((MemRefType)Memref.Type).Rank || Error(diagnostics, "too few indices");
}

/// <summary>Starts to copy elements to another memory; with a stride, so many elements at a time. A tag tells it from others.</summary>
[Op("memref.dma_start")]
public sealed partial class DmaStartOp : Operation, IHasMemoryEffects, IFold
{
    public MemoryEffects Effects => MemoryEffects.Read | MemoryEffects.Write;

    /// <summary>Source, its indices, target, its indices, number of elements, tag, its indices, and maybe stride and elements per
    /// stride.</summary>
    [Operand<AnyType>(Name = "operands")] public partial OperandRange All { get; }

    public Value Source => All[0];

    public OperandRange SourceIndices => All.Slice(1, Rank(Source));

    public Value Target => All[1 + Rank(Source)];

    public OperandRange TargetIndices => All.Slice(2 + Rank(Source), Rank(Target));

    public Value NumElements => All[2 + Rank(Source) + Rank(Target)];

    public Value Tag => All[3 + Rank(Source) + Rank(Target)];

    public OperandRange TagIndices => All.Slice(4 + Rank(Source) + Rank(Target), Rank(Tag));

    /// <summary>Stride and elements per stride, or nothing.</summary>
    public OperandRange StrideOperands => All.Slice(MandatoryCount, All.Count - MandatoryCount);

    private int MandatoryCount => 4 + Rank(Source) + Rank(Target) + Rank(Tag);

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) => MemRefCastFolding.SkipCasts(this);

    private static int Rank(Value memref) => ((MemRefType)memref.Type).Rank;

    public static bool Parse(IrParser parser, OperationState state)
    {
        var (tokens, operands) = (parser.Tokens, parser.Operands);
        var (memrefs, numbers) = (new List<UnresolvedOperand>(), new List<UnresolvedOperand>());
        List<UnresolvedOperand>[] indices = [[], [], []];
        if (!operands.Parse(memrefs) || !operands.ParseSquare(indices[0]) || !Comma()
            || !operands.Parse(memrefs) || !operands.ParseSquare(indices[1]) || !Comma()
            || !operands.Parse(numbers) || !Comma()
            || !operands.Parse(memrefs) || !operands.ParseSquare(indices[2])) return false;
        while (tokens.Accept(TokenKind.Comma))
            if (!operands.Parse(numbers))
                return false;
        if (numbers.Count is not (1 or 3)) return parser.ErrorAtName(state, "expected two stride related operands");
        if (!tokens.Expect(TokenKind.Colon, "expected ':'") || parser.Types.ParseList() is not { } types) return false;
        if (types.Count != 3) return parser.ErrorAtName(state, "fewer/more types expected");
        return Resolve(0) && Resolve(1) && Number(0) && Resolve(2) && (numbers.Count == 1 || (Number(1) && Number(2)));

        bool Comma() => tokens.Expect(TokenKind.Comma, "expected ','");

        bool Resolve(int i) => operands.Resolve(memrefs[i], types[i], state.Operands)
            && operands.Resolve(indices[i], IndexType.Instance, state.Operands);

        bool Number(int i) => operands.Resolve(numbers[i], IndexType.Instance, state.Operands);
    }

    public override void PrintCustom(IrPrinter printer)
    {
        printer.Space();
        Access(Source, SourceIndices);
        printer.Text(", ");
        Access(Target, TargetIndices);
        printer.Text(", ");
        printer.Value(NumElements);
        printer.Text(", ");
        Access(Tag, TagIndices);
        foreach (var operand in StrideOperands)
        {
            printer.Text(", ");
            printer.Value(operand);
        }

        printer.AttrDict(this);
        printer.Text(" : ");
        printer.Types([Source.Type, Target.Type, Tag.Type]);

        void Access(Value memref, OperandRange indices)
        {
            printer.Value(memref);
            printer.Text("[");
            printer.Values(indices);
            printer.Text("]");
        }
    }

    // Step by step: where the next part stands follows from the ranks of those before.
    private bool Verify(DiagnosticBag diagnostics)
    {
        if (!AtLeast(4)) return false;
        if (Source.Type is not MemRefType) return Error(diagnostics, "expected source to be of memref type");
        if (!AtLeast(4 + Rank(Source))) return false;
        if (!AreIndices(SourceIndices)) return Error(diagnostics, "expected source indices to be of index type");
        if (Target.Type is not MemRefType) return Error(diagnostics, "expected destination to be of memref type");
        if (!AtLeast(4 + Rank(Source) + Rank(Target))) return false;
        if (!AreIndices(TargetIndices)) return Error(diagnostics, "expected destination indices to be of index type");
        if (NumElements.Type is not IndexType) return Error(diagnostics, "expected num elements to be of index type");
        if (Tag.Type is not MemRefType) return Error(diagnostics, "expected tag to be of memref type");
        if (!AtLeast(MandatoryCount)) return false;
        if (!AreIndices(TagIndices)) return Error(diagnostics, "expected tag indices to be of index type");
        if (StrideOperands.Count is not (0 or 2)) return Error(diagnostics, "incorrect number of operands");
        return AreIndices(StrideOperands)
            || Error(diagnostics, "expected stride and num elements per stride to be of type index");

        bool AtLeast(int count) => All.Count >= count || Error(diagnostics, $"expected at least {count} operands");

        static bool AreIndices(OperandRange values) => values.All(v => v.Type is IndexType);
    }
}

/// <summary>Waits until the copy with the tag is done.</summary>
[Op("memref.dma_wait", Format = "$tagMemRef `[` $tagIndices `]` `,` $numElements attr-dict `:` type($tagMemRef)")]
public sealed partial class DmaWaitOp : Operation, IHasMemoryEffects, IFold
{
    public MemoryEffects Effects => MemoryEffects.Read | MemoryEffects.Write;

    [Operand<AnyMemRef>] public partial Value TagMemRef { get; }

    [Operand<Index>] public partial OperandRange TagIndices { get; }

    [Operand<Index>] public partial Value NumElements { get; }

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) => MemRefCastFolding.SkipCasts(this);

    private bool Verify(DiagnosticBag diagnostics)
    {
        var rank = ((MemRefType)TagMemRef.Type).Rank;
        return TagIndices.Count == rank
            || Error(
                diagnostics,
                "expected tagIndices to have the same number of elements as the tagMemRef rank, "
                + $"expected {rank}, but got {TagIndices.Count}");
    }
}
