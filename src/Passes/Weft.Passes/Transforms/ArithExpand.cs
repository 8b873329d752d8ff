using Weft.IR;

namespace Weft.Passes;

/// <summary>Writes arithmetic that processors lack as arithmetic that they have.</summary>
/// <param name="IncludeBf16">Conversions between f32 and bf16, too, as arithmetic on their bits.</param>
[Pass("arith-expand", "Writes divisions that round up or down, maxima and minima as simpler arithmetic.", Title = "ArithExpandOps")]
public sealed record ArithExpand(bool IncludeBf16 = false) : IPass
{
    public void Run(Operation root, PassContext context)
    {
        var target = new ConversionTarget().LegalDialect("arith").Illegal(
            CeilDivSIOp.OpInfo, CeilDivUIOp.OpInfo, FloorDivSIOp.OpInfo, MaxSIOp.OpInfo, MaxUIOp.OpInfo, MinSIOp.OpInfo, MinUIOp.OpInfo,
            MaximumFOp.OpInfo, MinimumFOp.OpInfo, MaxNumFOp.OpInfo, MinNumFOp.OpInfo);
        if (IncludeBf16) target.IllegalIf(IsBf16Conversion);
        new DialectConversion(context, target, RuleSet.Concat(ArithExpansion.Rules, Bf16Expansion.Rules)).Run(root);
    }

    internal static bool IsBf16Conversion(Operation op) => op switch
    {
        ExtFOp extension => Is(extension.Operands[0], FloatType.BF16) && Is(extension.Results[0], FloatType.F32),
        TruncFOp truncation => Is(truncation.Operands[0], FloatType.F32) && Is(truncation.Results[0], FloatType.BF16),
        _ => false,
    };

    private static bool Is(Value value, FloatType format) => TypeRules.ElementOf(value.Type) == format;
}
