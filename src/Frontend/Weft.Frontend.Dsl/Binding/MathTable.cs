using Weft.Frontend.Dsl.BoundTree;

namespace Weft.Frontend.Dsl.Binding;

internal enum MathOperands
{
    /// <summary>Floating-point numbers of one type, which is the result's.</summary>
    Float,

    /// <summary>Numbers of one type, which is the result's.</summary>
    Number,

    /// <summary>A floating-point number; the result is a bool.</summary>
    Test,

    /// <summary>A bool, then two scalars of one type, which is the result's.</summary>
    Select,
}

/// <summary>How many arguments the builtins take and of which types.</summary>
internal static class MathTable
{
    private static readonly Dictionary<string, MathFunction> ByName =
        Enum.GetValues<MathFunction>().ToDictionary(function => function.ToString().ToLowerInvariant());

    public static IEnumerable<string> Names => ByName.Keys;

    public static MathFunction? Find(string name) => ByName.TryGetValue(name, out var function) ? function : null;

    public static int ArgumentCount(MathFunction function) => function switch
    {
        MathFunction.Min or MathFunction.Max or MathFunction.Pow or MathFunction.Atan2 or MathFunction.Copysign => 2,
        MathFunction.Clamp or MathFunction.Fma or MathFunction.Select => 3,
        _ => 1,
    };

    public static MathOperands Operands(MathFunction function) => function switch
    {
        MathFunction.Abs or MathFunction.Min or MathFunction.Max or MathFunction.Clamp or MathFunction.Sign => MathOperands.Number,
        MathFunction.Isnan or MathFunction.Isinf => MathOperands.Test,
        MathFunction.Select => MathOperands.Select,
        _ => MathOperands.Float,
    };

    /// <summary>How a call is written, for messages.</summary>
    public static string Form(MathFunction function)
    {
        var name = function.ToString().ToLowerInvariant();
        return function switch
        {
            MathFunction.Select => "select(condition, a, b)",
            MathFunction.Clamp => "clamp(x, low, high)",
            MathFunction.Atan2 => "atan2(y, x)",
            _ => ArgumentCount(function) switch { 1 => $"{name}(x)", 2 => $"{name}(x, y)", _ => $"{name}(x, y, z)" },
        };
    }
}
