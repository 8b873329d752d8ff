using System;
using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;

namespace Weft.IR;

/// <summary>
/// Starts a copy from one memory to another in the background. Operands: source, its subscripts, target, its subscripts, tag, its
/// subscripts, the number of elements, and for strided copies a stride and the number of elements per stride.
/// </summary>
[Op("affine.dma_start")]
public sealed partial class AffineDmaStartOp : Operation, IHasMemoryEffects
{
    private static readonly string[] s_parts = ["src", "dst", "tag"];

    public MemoryEffects Effects => MemoryEffects.All;

    [Operand<AnyType>] public partial OperandRange Parts { get; }

    /// <summary>Source, target and tag.</summary>
    public IReadOnlyList<(Value Memref, AffineValueMap Subscripts)> Places => AffineDmaForm.PlacesOf(this, s_parts);

    /// <summary>The number of elements, and maybe a stride and the number of elements per stride.</summary>
    public OperandRange Counts
    {
        get
        {
            var start = Places.Sum(place => 1 + place.Subscripts.Operands.Count);
            return Parts.Slice(start, Parts.Count - start);
        }
    }

    // %s[%i], %d[%j], %t[%k], %count, %stride, %perStride : types
    public static bool Parse(IrParser parser, OperationState state)
    {
        var (tokens, places, counts) = (parser.Tokens, new List<AffineDmaForm.Place>(), new List<UnresolvedOperand>());
        foreach (var part in s_parts)
        {
            if (AffineDmaForm.ParsePlace(parser, state, part) is not { } place || !tokens.Expect(TokenKind.Comma, "expected ','"))
                return false;
            places.Add(place);
        }

        if (!parser.Operands.ParseList(counts)) return false;
        if (counts.Count is not (1 or 3)) return parser.ErrorAtName(state, "expected two stride related operands");
        if (!tokens.Expect(TokenKind.Colon, "expected ':'") || parser.Types.ParseList() is not { } types) return false;
        if (types.Count != s_parts.Length) return parser.ErrorAtName(state, "expected three types");
        for (var i = 0; i < places.Count; i++)
            if (!places[i].Resolve(parser, types[i], state)) return false;
        return parser.Operands.Resolve(counts, IndexType.Instance, state.Operands);
    }

    public override void PrintCustom(IrPrinter printer)
    {
        var start = 0;
        var memories = new List<IrType>();
        foreach (var part in s_parts)
        {
            memories.Add(Parts[start].Type);
            start = AffineDmaForm.Print(printer, this, part, start);
            printer.Text(",");
        }

        printer.Space().Values(Parts.Skip(start));
        printer.Text(" : ").Types(memories);
    }

    private bool Verify(DiagnosticBag diagnostics)
    {
        var (start, words) = (0, new[] { "source", "destination", "tag" });
        var ranges = new List<OperandRange>();
        for (var i = 0; i < s_parts.Length; i++)
        {
            if (start >= Parts.Count || Parts[start].Type is not MemRefType)
                return Error(diagnostics, $"expected DMA {words[i]} to be of memref type");
            var inputs = Math.Min(AffineDmaForm.MapOf(this, s_parts[i])?.InputCount ?? 0, Parts.Count - start - 1);
            ranges.Add(Parts.Slice(start + 1, inputs));
            start += inputs + 1;
        }

        if (Parts.Count - start is not (1 or 3)) return Error(diagnostics, "incorrect number of operands");
        for (var i = 0; i < s_parts.Length; i++)
            if (!AffineDmaForm.VerifySubscripts(this, ranges[i], $"{s_parts[i]} index", "dma_start", diagnostics)) return false;
        return true;
    }
}

/// <summary>Waits for the copy that was started with the tag. Operands: tag, its subscripts, the number of elements.</summary>
[Op("affine.dma_wait")]
public sealed partial class AffineDmaWaitOp : Operation, IHasMemoryEffects
{
    public MemoryEffects Effects => MemoryEffects.All;

    [Operand<AnyType>] public partial OperandRange Parts { get; }

    public (Value Memref, AffineValueMap Subscripts) Tag => AffineDmaForm.PlacesOf(this, ["tag"])[0];

    public static bool Parse(IrParser parser, OperationState state) =>
        AffineDmaForm.ParsePlace(parser, state, "tag") is { } tag && parser.Tokens.Expect(TokenKind.Comma, "expected ','")
        && parser.Operands.Parse() is { } count && parser.Tokens.Expect(TokenKind.Colon, "expected ':'")
        && parser.Types.Parse() is { } type && tag.Resolve(parser, type, state)
        && parser.Operands.Resolve(count, IndexType.Instance, state.Operands)
        && (type is MemRefType || parser.ErrorAtName(state, "expected tag to be of memref type"));

    public override void PrintCustom(IrPrinter printer)
    {
        var count = AffineDmaForm.Print(printer, this, "tag", 0);
        printer.Text(", ").Value(Parts[count]);
        printer.Text(" : ").Type(Parts[0].Type);
    }

    private bool Verify(DiagnosticBag diagnostics)
    {
        if (Parts.Count == 0 || Parts[0].Type is not MemRefType) return Error(diagnostics, "expected DMA tag to be of memref type");
        var inputs = AffineDmaForm.MapOf(this, "tag")?.InputCount ?? -1;
        if (Parts.Count != inputs + 2) return Error(diagnostics, "incorrect number of operands");
        return AffineDmaForm.VerifySubscripts(this, Parts.Slice(1, inputs), "index", "dma_wait", diagnostics);
    }
}
