using System;
using System.Linq;
using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>Bytes of memory, from a shift on, as elements of another type, row-major.</summary>
[Op("memref.view", Format = "$source `[` $byte_shift `]` `` `[` $sizes `]` attr-dict `:` type($source) `to` type(results)")]
[Traits(Pure)]
public sealed partial class ViewOp : Operation, INamesValues, IViewLike
{
    [Operand<I8MemRef1D>] public partial Value Source { get; }

    [Operand<Index>(Name = "byte_shift")] public partial Value ByteShift { get; }

    [Operand<Index>] public partial OperandRange Sizes { get; }

    [Result<AnyMemRef>] public partial OpResult Result { get; }

    public Value ViewSource => Source;

    public void SuggestNames(Action<Value, string> suggest) => suggest(Result, "view");

    private bool Verify(DiagnosticBag diagnostics)
    {
        var (source, result) = ((MemRefType)Source.Type, (MemRefType)Result.Type);
        if (!source.HasIdentityLayout) return Fail($"unsupported map for base memref type '{source}'");
        if (!result.HasIdentityLayout) return Fail($"unsupported map for result memref type '{result}'");
        if (source.MemorySpace != result.MemorySpace)
            return Fail($"different memory spaces specified for base memref type '{source}' and view memref type '{result}'");
        return Sizes.Count == result.DynamicCount || Fail($"incorrect number of size operands for type '{result}'");

        bool Fail(string message) => ErrorAsIs(diagnostics, message);
    }
}

/// <summary>The same elements, in row-major order, in a shape that lies in memory.</summary>
[Op("memref.reshape", Format = "$source `(` $shape `)` attr-dict `:` functional-type(operands, results)")]
[Traits(Pure)]
public sealed partial class MemRefReshapeOp : Operation, INamesValues, IViewLike
{
    [Operand<AnyRankedOrUnrankedMemRef>] public partial Value Source { get; }

    [Operand<ShapeMemRef>] public partial Value Shape { get; }

    [Result<AnyRankedOrUnrankedMemRef>] public partial OpResult Result { get; }

    public Value ViewSource => Source;

    public void SuggestNames(Action<Value, string> suggest) => suggest(Result, "reshape");

    private bool Verify(DiagnosticBag diagnostics)
    {
        if (((ShapedType)Source.Type).Element != ((ShapedType)Result.Type).Element)
            return Error(diagnostics, "element types of source and destination memref types should be the same");
        if (Source.Type is MemRefType { HasIdentityLayout: false })
            return Error(diagnostics, "source memref type should have identity affine map");
        if (Result.Type is not MemRefType result) return true;
        if (!result.HasIdentityLayout) return Error(diagnostics, "result memref type should have identity affine map");
        var length = ((MemRefType)Shape.Type).Shape[0];
        if (Extents.IsOpen(length))
            return Error(diagnostics, "cannot use shape operand with dynamic length to reshape to statically-ranked memref type");
        return length == result.Rank || Error(diagnostics, "length of shape operand differs from the result's memref rank");
    }
}

/// <summary>The same memory with its dimensions in another order.</summary>
[Op("memref.transpose")]
[Traits(Pure)]
public sealed partial class MemRefTransposeOp : Operation, INamesValues, IFold
{
    [Operand<AnyStridedMemRef>] public partial Value In { get; }

    [Attr] public partial AffineMapAttr Permutation { get; set; }

    [Result<AnyStridedMemRef>] public partial OpResult Result { get; }

    public void SuggestNames(Action<Value, string> suggest) => suggest(Result, "transpose");

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) => MemRefFolds.Fold(this);

    /// <summary>The type of the transposed memory, its layout written as a map.</summary>
    public static MemRefType Infer(MemRefType type, AffineMap permutation)
    {
        var order = permutation.Results.Select(dim => (long)((AffineDim)dim).Position);
        var layout = type.Strided!;
        var transposed = new StridedLayoutAttr(layout.Offset, Extents.Permute(layout.Strides, order));
        return type with
        {
            Extents = Extents.Permute(type.Shape, order), Layout = new AffineMapAttr(MemRefLayouts.MapOf(transposed)),
        };
    }

    public static bool Parse(IrParser parser, OperationState state)
    {
        if (parser.Operands.Parse() is not { } operand || new AffineParser(parser.Tokens).ParseMap() is not { } map) return false;
        state.SetAttribute("permutation", new AffineMapAttr(map));
        if (!parser.ParseOptionalAttrDict(state) || !parser.Tokens.Expect(TokenKind.Colon, "expected ':'")
            || parser.Types.Parse() is not { } source || !parser.ExpectWord("to") || parser.Types.Parse() is not { } result) return false;
        state.ResultTypes.Add(result);
        return parser.Operands.Resolve(operand, source, state.Operands);
    }

    public override void PrintCustom(IrPrinter printer)
    {
        printer.Space();
        printer.Value(In);
        printer.Text($" {Permutation.Map}");
        printer.AttrDict(this, "permutation");
        printer.Text(" : ");
        printer.Type(In.Type);
        printer.Text(" to ");
        printer.Type(Result.Type);
    }

    private bool Verify(DiagnosticBag diagnostics)
    {
        var (source, result) = ((MemRefType)In.Type, (MemRefType)Result.Type);
        if (!Permutation.Map.IsPermutation) return Error(diagnostics, "expected a permutation map");
        if (Permutation.Map.DimCount != source.Rank)
            return Error(diagnostics, "expected a permutation map of same rank as the input");
        var expected = Infer(source, Permutation.Map);
        var hasLayout = result.Strided == expected.Strided && result with { Layout = null } == expected with { Layout = null };
        return hasLayout
            || Error(
                diagnostics,
                $"result type '{result}' is not equivalent to the canonical transposed input type '{expected.WithCanonicalLayout}'");
    }
}

/// <summary>The parts that describe memory: its start without a shape, the offset from there, extents and strides.</summary>
[Op("memref.extract_strided_metadata", Format = "$source `:` type($source) `->` type(results) attr-dict")]
[Traits(Pure, SameVariadicResultSize)]
public sealed partial class ExtractStridedMetadataOp : Operation, INamesValues, IViewLike, IFold
{
    [Operand<AnyStridedMemRef>] public partial Value Source { get; }

    [Result<AnyStridedMemRefOfRank0>(Name = "base_buffer")] public partial OpResult BaseBuffer { get; }

    [Result<Index>] public partial OpResult Offset { get; }

    [Result<Index>] public partial ResultRange Sizes { get; }

    [Result<Index>] public partial ResultRange Strides { get; }

    public Value ViewSource => Source;

    public void SuggestNames(Action<Value, string> suggest)
    {
        suggest(BaseBuffer, "base_buffer");
        suggest(Offset, "offset");
        if (Sizes.Count == 0) return;
        suggest(Sizes[0], "sizes");
        suggest(Strides[0], "strides");
    }

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) => MemRefFolds.Fold(this);

    private bool Verify(DiagnosticBag diagnostics)
    {
        var source = (MemRefType)Source.Type;
        IrType start = new MemRefType([], source.Element, null, source.MemorySpace);
        return TraitVerifier.InferredResults(
            this, [start, .. Enumerable.Repeat<IrType>(IndexType.Instance, 1 + (2 * source.Rank))], diagnostics);
    }
}

/// <summary>The address of memory, as a number.</summary>
[Op("memref.extract_aligned_pointer_as_index", Format = "$source `:` type($source) `->` type(results) attr-dict")]
[Traits(Pure, SameVariadicResultSize)]
public sealed partial class ExtractAlignedPointerAsIndexOp : Operation, INamesValues
{
    [Operand<AnyRankedOrUnrankedMemRef>] public partial Value Source { get; }

    [Result<Index>(Name = "aligned_pointer")] public partial OpResult AlignedPointer { get; }

    public void SuggestNames(Action<Value, string> suggest) => suggest(AlignedPointer, "intptr");
}

/// <summary>The program promises that memory begins at a multiple of so many bytes; undefined when that is not so.</summary>
[Op("memref.assume_alignment", Format = "$memref `,` $alignment attr-dict `:` type($memref)")]
public sealed partial class AssumeAlignmentOp : Operation
{
    [Operand<AnyMemRef>] public partial Value Memref { get; }

    [Attr(Summary = "32-bit signless integer attribute whose value is positive", Test = nameof(AttributeRules.IsPositive))]
    public partial int Alignment { get; set; }

    private bool Verify(DiagnosticBag diagnostics) =>
        (Alignment & (Alignment - 1)) == 0 || Error(diagnostics, "alignment must be power of 2");
}
