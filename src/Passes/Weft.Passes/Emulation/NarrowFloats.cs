using Weft.IR;

namespace Weft.Passes;

/// <summary>Computes in one float format what a target cannot compute in others, and rounds each result.</summary>
/// <param name="SourceTypes">The formats that the target lacks.</param>
/// <param name="TargetType">The format to compute in.</param>
[Pass("arith-emulate-unsupported-floats", "Emulates arithmetic on floats that are not supported by extending and truncating.")]
public sealed record ArithEmulateUnsupportedFloats(Sequence<string> SourceTypes = default, string TargetType = "f32") : IPass
{
    public void Run(Operation root, PassContext context)
    {
        var sources = SourceTypes.Select(name => Format(name, "source", root, context)).ToList();
        if (Format(TargetType, "target", root, context) is not { } wide || sources.Contains(null)) return;
        NarrowFloats.Emulate(
            root, context, new ConversionTarget().UnknownIsLegal(), format => sources.Contains(format) ? wide : null, IsArithmetic);
    }

    // That of vectors, too.
    private static bool IsArithmetic(Operation op) =>
        (op.Info.Dialect == "arith" && op is not (ExtFOp or TruncFOp or ConstantOp or BitcastOp))
        || op is ContractOp or VectorReductionOp or MultiReductionOp or VectorFmaOp or OuterProductOp or MatrixMultiplyOp or ScanOp;

    private static FloatType? Format(string name, string kind, Operation root, PassContext context)
    {
        var format = FloatType.All.FirstOrDefault(format => format.Name == name);
        if (format is null) context.Diagnostics.Error(root.Location, $"could not map {kind} type '{name}' to a known floating-point type");
        return format;
    }
}

/// <summary>Computes functions of floats narrower than f32 in f32, and rounds each result.</summary>
[Pass("math-legalize-to-f32", "Computes functions of narrow floats in f32.")]
public sealed record MathLegalizeToF32 : IPass
{
    public void Run(Operation root, PassContext context) =>
        NarrowFloats.Emulate(
            root, context, new ConversionTarget().LegalDialect("math"), format => format.Width < FloatType.F32.Width ? FloatType.F32 : null,
            op => op.Info.Dialect == "math" && op is not FmaOp);
}

/// <summary>Operations on floats, in wider formats.</summary>
internal static class NarrowFloats
{
    /// <param name="target">What may be left besides.</param>
    /// <param name="widen">The format to compute in; null where it is the format itself.</param>
    /// <param name="computes">Which operations are to be widened.</param>
    public static void Emulate(
        Operation root, PassContext context, ConversionTarget target, Func<FloatType, FloatType?> widen, Func<Operation, bool> computes)
    {
        var types = new TypeConverter(
            TypeConverter.Rule<FloatType>((format, _) => widen(format)),
            TypeConverter.Rule<ShapedType>((shaped, types) => shaped.WithElement(types[shaped.Element])))
        {
            Cast = (value, type) => new ExtFOp(value, type) { Fastmath = FastMath.Contract },
        };
        bool IsNarrow(Operation op) => computes(op) && !types.IsLegal(op);
        var rule = new Rule("NarrowFloats.Widen", null, (op, rewriter) => IsNarrow(op) && Widen(op, (ConversionRewriter)rewriter));
        new DialectConversion(context, target.IllegalIf(IsNarrow), new(rule), types).Run(root);
    }

    // op(x) -> round(op(wide x))
    private static bool Widen(Operation op, ConversionRewriter rewriter)
    {
        var builder = rewriter.BuilderBefore(op);
        var wide = builder.Insert(op.CopyWith(rewriter.Converted(op.Operands), rewriter.ResultTypes(op)));
        return rewriter.Replace(op, [.. op.ResultList.Select((result, i) => result.Type == wide.Results[i].Type
            ? (Value)wide.Results[i]
            : builder.Add(new TruncFOp(wide.Results[i], result.Type) { Fastmath = FastMath.Contract }))]);
    }
}
