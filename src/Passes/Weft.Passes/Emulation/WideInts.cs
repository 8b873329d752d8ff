using Weft.IR;

namespace Weft.Passes;

/// <summary>Makes arithmetic on integers as wide as two words out of arithmetic on words.</summary>
/// <param name="WidestIntSupported">The width of a word.</param>
[Pass("arith-emulate-wide-int", "Emulates integers of twice the supported width by vectors of two.")]
public sealed record ArithEmulateWideInt(uint WidestIntSupported = 32) : IPass
{
    public void Run(Operation root, PassContext context) =>
        WideInts.Emulate(root, context, WidestIntSupported, [], SignatureConversion.Rules, (target, types) => target.Signatures(types));
}

/// <summary>As <see cref="ArithEmulateWideInt"/>, in memory that functions make; what they take and give stays.</summary>
[Pass("memref-emulate-wide-int", "Emulates integers of twice the supported width by vectors of two, in memory, too.")]
public sealed record MemRefEmulateWideInt(uint WidestIntSupported = 32) : IPass
{
    public void Run(Operation root, PassContext context) =>
        WideInts.Emulate(
            root, context, WidestIntSupported, [TypeConverter.Rule<MemRefType>((m, types) => m.WithElement(types[m.Element]))],
            WideIntMemory.Rules, (target, types) => target.LegalTypes("memref", types));
}

/// <summary>Integers of twice the width that a target has, as vectors of two halves, the low one first: <c>i64</c> is
/// <c>vector&lt;2xi32&gt;</c>. Vectors of them get a dimension.</summary>
internal static class WideInts
{
    private static readonly RuleSet Rules = RuleSet.Concat(WideIntRules.Rules, WideIntShifts.Rules, WideIntCasts.Rules);

    /// <param name="moreTypes">What types become besides integers and vectors.</param>
    /// <param name="more">Rules besides those on arithmetic.</param>
    /// <param name="extend">Adds to the target what they are for.</param>
    public static void Emulate(
        Operation root, PassContext context, uint widest, IEnumerable<TypeRule> moreTypes, RuleSet more,
        Action<ConversionTarget, TypeConverter> extend)
    {
        if (widest < 2 || (widest & (widest - 1)) != 0)
        {
            context.Diagnostics.Error(root.Location, $"widest-int-supported must be a power of two of at least 2, not {widest}");
            return;
        }

        var types = new TypeConverter([.. Types(widest), .. moreTypes]);
        var target = new ConversionTarget().LegalTypes("arith", types).LegalTypes("vector", types);
        extend(target, types);
        new DialectConversion(context, target, RuleSet.Concat(Rules, more), types).Run(root);
    }

    private static IEnumerable<TypeRule> Types(uint widest) =>
    [
        TypeConverter.Rule<IntegerType>((i, _) => IsWide(i, widest) ? Pair([], i) : null),
        TypeConverter.Rule<VectorType>((v, _) => v.Element is IntegerType i && IsWide(i, widest) ? Pair(v.Dims, i) : null),
    ];

    private static bool IsWide(IntegerType type, uint widest) => type.Width == 2 * widest;

    private static VectorType Pair(IEnumerable<VectorDim> dims, IntegerType wide) =>
        VectorType.Of([.. dims, new VectorDim(2)], IntegerType.Get(wide.Width / 2));
}
