using System.Collections.Immutable;
using Weft.IR;
using Weft.Runtime;
using static Weft.Backends.SemanticsRow;

namespace Weft.Backends;

/// <summary>Vectors. A scalable dimension has the size that is written: this machine's multiple is one.</summary>
internal static class VectorSemantics
{
    public static SemanticsRow[] Rows =>
    [
        .. VectorRearrangement.Rows, .. VectorPartSemantics.Rows, .. VectorArithmetic.Rows, .. VectorMemorySemantics.Rows,
        .. TransferSemantics.Rows, .. VectorReshape.Rows, .. WarpSemantics.Rows,
        Step<CreateMaskOp>(CreateMask), Step<ConstantMaskOp>(ConstantMask), Step<MaskOp>(Mask), Exit<VectorYieldOp>(),
        Step<VscaleOp>(Scale), Step<StepOp>(Count), Step<PrintOp>(Print), Step<VectorBitCastOp>(BitCast),
    ];

    public static ImmutableArray<long> ShapeOf(IrType type) => ((ShapedType)type).Shape.Span.ToImmutableArray();

    /// <summary>The elements of a vector, or a scalar as one element.</summary>
    public static ReadOnlySpan<long> BitsOf(RuntimeValue value) =>
        value.Reference is Elements elements ? elements.Bits : new[] { value.Bits };

    /// <summary>A value of the type: a scalar takes the first element.</summary>
    public static RuntimeValue ValueOf(IrType type, long[] bits) =>
        type is VectorType ? new(new Elements(ShapeOf(type), bits)) : new(bits[0]);

    /// <summary>The mask of the <c>vector.mask</c> around an operation; null when there is none.</summary>
    public static int? EnclosingMask(Operation op, Preparation prepare) =>
        op.ParentOp is MaskOp mask ? prepare.Slot(mask.Mask) : null;

    private static Handler CreateMask(CreateMaskOp op, Preparation prepare)
    {
        var (sizes, result, type) = (prepare.Slots(op.Sizes), prepare.Slot(op.Result), op.Result.Type);
        return frame => frame[result] = Box(type, [.. sizes.Select(frame.Bits)]);
    }

    private static Handler ConstantMask(ConstantMaskOp op, Preparation prepare)
    {
        var (value, result) = (Box(op.Result.Type, op.MaskDimSizes.Int64s.ToArray()), prepare.Slot(op.Result));
        return frame => frame[result] = value;
    }

    // True where each index is below its size.
    private static RuntimeValue Box(IrType type, long[] sizes)
    {
        var shape = ShapeOf(type);
        var bits = new long[Layout.Volume(shape)];
        if (shape.IsEmpty) bits[0] = ArithSemantics.Bool(sizes[0] > 0);
        var index = new long[shape.Length];
        for (var i = 0; i < bits.Length && index.Length > 0; i++, Layout.Advance(index, shape))
            bits[i] = ArithSemantics.Bool(index.Zip(sizes).All(p => p.First < p.Second));
        return new(new Elements(shape, bits));
    }

    // The operation inside looks at the mask by itself.
    private static Handler Mask(MaskOp op, Preparation prepare)
    {
        var (body, results, mask) = (prepare.Region(op.MaskRegion), prepare.Slots(op.Values), prepare.Slot(op.Mask));
        var passthru = op.Passthru is { } given ? prepare.Slot(given) : -1;
        return frame =>
        {
            body.Run(frame, results);
            if (passthru < 0) return;
            var chosen = frame.Elements(mask).Bits;
            var otherwise = frame.Elements(passthru).Bits;
            var masked = frame.Elements(results[0]);
            var bits = masked.Bits.ToArray();
            for (var i = 0; i < bits.Length; i++)
                if (chosen[i] == 0) bits[i] = otherwise[i];
            frame[results[0]] = new(new Elements(masked.Shape, bits));
        };
    }

    private static Handler Scale(VscaleOp op, Preparation prepare)
    {
        var result = prepare.Slot(op.Res);
        return frame => frame[result] = new(1);
    }

    private static Handler Count(StepOp op, Preparation prepare)
    {
        var (shape, result) = (ShapeOf(op.Result.Type), prepare.Slot(op.Result));
        var value = new Elements(shape, [.. Enumerable.Range(0, (int)shape[0]).Select(i => (long)i)]);
        return frame => frame[result] = new(value);
    }

    private static Handler BitCast(VectorBitCastOp op, Preparation prepare)
    {
        var (source, result, type) = (prepare.Slot(op.Source), prepare.Slot(op.Result), op.Result.Type);
        var (from, to) = (ArithSemantics.FormatOf(op.Source), ArithSemantics.FormatOf(op.Result));
        return frame =>
        {
            var bits = frame.Elements(source).Bits;
            var cast = new long[Layout.Volume(ShapeOf(type))];
            // Bit by bit: the lowest of the first element come first.
            for (var i = 0L; i < (long)bits.Length * from.Width; i++)
                cast[i / to.Width] |= ((bits[(int)(i / from.Width)] >> (int)(i % from.Width)) & 1) << (int)(i % to.Width);
            frame[result] = ValueOf(type, Array.ConvertAll(cast, to.FromRaw));
        };
    }

    private static Handler Print(PrintOp op, Preparation prepare)
    {
        var output = prepare.Output ?? throw InterpreterDiagnostics.Refusal(op.Location, "printing");
        var end = op.Punctuation switch
        {
            PrintPunctuation.NewLine => "\n",
            PrintPunctuation.Comma => ", ",
            PrintPunctuation.Open => "( ",
            PrintPunctuation.Close => " )",
            _ => "",
        };
        if (op.StringLiteral is { } text) return _ => output.Write(text);
        if (op.Source is not { } value) return _ => output.Write(end);
        var (source, printer) = (prepare.Slot(value), new VectorPrinter(PrintedScalar.Of(ArithSemantics.FormatOf(value).Type), output));
        return frame =>
        {
            if (frame[source].Reference is Elements elements) printer.Print(elements);
            else printer.Print(frame.Bits(source));
            output.Write(end);
        };
    }
}
