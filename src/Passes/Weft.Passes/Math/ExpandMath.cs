using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Replaces functions by straight code: range reduction on the bits of numbers and polynomials, for scalars and vectors alike, so that
/// loops with functions become vector code. Only what rare arguments want, for instance large angles, is behind a branch that all lanes
/// take together. Errors are in docs/language.md. Narrower floats are computed in f32.
/// </summary>
[Pass("expand-math", "Replaces functions of floats by polynomials over arith.")]
public sealed record ExpandMath : IPass
{
    private delegate Real Function(params ReadOnlySpan<Real> x);

    // Functions that are not here stay calls of the C library.
    private static readonly Dictionary<Type, Function> s_functions = new()
    {
        [typeof(ExpOp)] = x => Exponentials.Exp(x[0]),
        [typeof(Exp2Op)] = x => Exponentials.Exp2(x[0]),
        [typeof(ExpM1Op)] = x => Exponentials.ExpM1(x[0]),
        [typeof(LogOp)] = x => Logarithms.Log(x[0]),
        [typeof(Log2Op)] = x => Logarithms.Log2(x[0]),
        [typeof(Log10Op)] = x => Logarithms.Log10(x[0]),
        [typeof(Log1pOp)] = x => Logarithms.Log1p(x[0]),
        [typeof(SinOp)] = x => Circular.Sin(x[0]),
        [typeof(CosOp)] = x => Circular.Cos(x[0]),
        [typeof(TanOp)] = x => Circular.Tan(x[0]),
        [typeof(AtanOp)] = x => InverseCircular.Atan(x[0]),
        [typeof(Atan2Op)] = x => InverseCircular.Atan2(x[0], x[1]),
        [typeof(TanhOp)] = x => Hyperbolics.Tanh(x[0]),
        [typeof(ErfOp)] = x => ErrorFunction.Erf(x[0]),
        [typeof(PowFOp)] = x => Powers.Pow(x[0], x[1]),
        [typeof(CbrtOp)] = x => Powers.Cbrt(x[0]),
        [typeof(RsqrtOp)] = x => Powers.Rsqrt(x[0]),
    };

    // Shorter ones, for who allows approximations.
    private static readonly Dictionary<Type, Function> s_approximations = new()
    {
        [typeof(TanhOp)] = x => Hyperbolics.NearlyTanh(x[0]),
    };

    /// <summary>The functions that are replaced.</summary>
    public static IEnumerable<Type> Functions => s_functions.Keys;

    public void Run(Operation root, PassContext context)
    {
        foreach (var op in root.Walk().Where(op => s_functions.ContainsKey(op.GetType())).ToList()) Expand(op);
    }

    private static void Expand(Operation op)
    {
        var (builder, type) = (Builder.At(op), op.Results[0].Type);
        if (TypeRules.ElementOf(type) is not FloatType { Width: 16 or 32 or 64 } format) return;
        var isNarrow = format.Width < FloatType.F32.Width;
        var single = TypeRules.WithElement(type, FloatType.F32);
        var operands = op.Operands.Select(x => new Real(builder, isNarrow ? builder.Add(new ExtFOp(x, single)) : x));
        var mayBeNear = ((IFastMath)op).Fastmath.HasFlag(FastMath.Afn);
        var function = mayBeNear && s_approximations.TryGetValue(op.GetType(), out var near) ? near : s_functions[op.GetType()];
        var result = function([.. operands]);
        op.ReplaceWith([isNarrow ? builder.Add(new TruncFOp(result.Value, type)) : result.Value]);
    }
}
