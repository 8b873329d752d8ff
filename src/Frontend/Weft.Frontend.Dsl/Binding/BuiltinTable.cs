using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>What the language brings, as symbols for those who ask what a name means.</summary>
internal static class BuiltinTable
{
    private static readonly Dictionary<string, BuiltinSymbol> Callable = Array.ConvertAll(Enum.GetValues<MathFunction>(), Function)
        .Concat(ElementTypes.Names.Select(Conversion)).ToDictionary(symbol => symbol.Name);

    private static readonly BuiltinSymbol[] Reductions = Array.ConvertAll(Enum.GetValues<ReductionKind>(), ReductionOf);

    /// <summary>Functions, and types, which convert when they are called.</summary>
    public static IEnumerable<BuiltinSymbol> Functions => Callable.Values.OrderBy(symbol => symbol.Name, StringComparer.Ordinal);

    public static IEnumerable<BuiltinSymbol> AllReductions => Reductions.OrderBy(symbol => symbol.Name, StringComparer.Ordinal);

    public static BuiltinSymbol? Find(string name) => Callable.GetValueOrDefault(name);

    public static BuiltinSymbol Reduction(ReductionKind kind) => Reductions[(int)kind];

    private static BuiltinSymbol Function(MathFunction function) =>
        new(function.ToString().ToLowerInvariant(), MathTable.Form(function), MathTable.Operands(function) switch
        {
            MathOperands.Float => "Works on floating-point numbers of one type and gives that type.",
            MathOperands.Number => "Works on numbers of one type and gives that type.",
            MathOperands.Test => "Works on a floating-point number and gives a bool.",
            _ => "Evaluates both values and gives one of them.",
        });

    private static BuiltinSymbol Conversion(string type) => new(
        type,
        $"{type}(x)",
        "Converts a number: from floating point it truncates and saturates, NaN giving 0; to a narrower integer it wraps.");

    private static BuiltinSymbol ReductionOf(ReductionKind kind)
    {
        var name = kind.ToString().ToLowerInvariant();
        return new(name, $"{name}(i) x[i]", kind switch
        {
            ReductionKind.Argmin or ReductionKind.Argmax => "The first index at which the body is the smallest or largest.",
            ReductionKind.Any or ReductionKind.All => "Whether the body holds for one index, or for all of them.",
            _ => "Over all values of its indices, in any order. The body ends before '+' and '-'.",
        });
    }
}
