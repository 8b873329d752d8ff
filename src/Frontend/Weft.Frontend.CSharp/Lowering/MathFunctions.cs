using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Weft.IR;
using Operation = Weft.IR.Operation;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>The functions of Math, MathF and the number types, and what computes each.</summary>
internal static class MathFunctions
{
    private delegate Operation? Maker(ScalarType type, Value[] x);

    private static readonly ImmutableDictionary<string, Maker> Table = new (string Name, Maker Make)[]
    {
        ("Abs", static (t, x) => t.IsFloat ? new AbsFOp(x[0]) : t.IsSigned ? new AbsIOp(x[0]) : null),
        // Math.Min and Max give NaN when either operand is one, and put -0 below +0.
        ("Min", static (t, x) => t.IsFloat ? new MinimumFOp(x[0], x[1]) : t.IsSigned ? new MinSIOp(x[0], x[1]) : new MinUIOp(x[0], x[1])),
        ("Max", static (t, x) => t.IsFloat ? new MaximumFOp(x[0], x[1]) : t.IsSigned ? new MaxSIOp(x[0], x[1]) : new MaxUIOp(x[0], x[1])),
        ("Floor", static (t, x) => Float(t, new FloorOp(x[0]))),
        ("Ceiling", static (t, x) => Float(t, new CeilOp(x[0]))),
        ("Truncate", static (t, x) => Float(t, new TruncOp(x[0]))),
        ("Round", static (t, x) => Float(t, new RoundEvenOp(x[0]))),
        ("CopySign", static (t, x) => Float(t, new CopySignOp(x[0], x[1]))),
        ("FusedMultiplyAdd", static (t, x) => Float(t, new FmaOp(x[0], x[1], x[2]))),
        ("Sqrt", static (t, x) => Float(t, new SqrtOp(x[0]))),
        ("Cbrt", static (t, x) => Float(t, new CbrtOp(x[0]))),
        ("Pow", static (t, x) => Float(t, new PowFOp(x[0], x[1]))),
        ("Exp", static (t, x) => Float(t, new ExpOp(x[0]))),
        ("Log", static (t, x) => Float(t, new LogOp(x[0]))),
        ("Log2", static (t, x) => Float(t, new Log2Op(x[0]))),
        ("Log10", static (t, x) => Float(t, new Log10Op(x[0]))),
        ("Sin", static (t, x) => Float(t, new SinOp(x[0]))),
        ("Cos", static (t, x) => Float(t, new CosOp(x[0]))),
        ("Tan", static (t, x) => Float(t, new TanOp(x[0]))),
        ("Asin", static (t, x) => Float(t, new AsinOp(x[0]))),
        ("Acos", static (t, x) => Float(t, new AcosOp(x[0]))),
        ("Atan", static (t, x) => Float(t, new AtanOp(x[0]))),
        ("Atan2", static (t, x) => Float(t, new Atan2Op(x[0], x[1]))),
        ("Sinh", static (t, x) => Float(t, new SinhOp(x[0]))),
        ("Cosh", static (t, x) => Float(t, new CoshOp(x[0]))),
        ("Tanh", static (t, x) => Float(t, new TanhOp(x[0]))),
        ("IsNaN", static (t, x) => Float(t, new CmpFOp(CmpFPredicate.Uno, x[0], x[0]))),
    }.ToImmutableDictionary(row => row.Name, row => row.Make);

    private static readonly ImmutableHashSet<string> Cheap =
        ["Abs", "Min", "Max", "Floor", "Ceiling", "Truncate", "Round", "CopySign", "FusedMultiplyAdd", "Sqrt", "IsNaN", "Clamp"];

    /// <summary>Whether a method is one of Math, MathF or a number type, all of whose parameters are of one type.</summary>
    public static bool Owns(IMethodSymbol method) =>
        method.IsStatic && method.MethodKind == MethodKind.Ordinary && OperandType(method) is not null
        && (IsMathClass(method.ContainingType) || ScalarType.Of(method.ContainingType) is not null)
        && method.Parameters.All(p => SymbolEqualityComparer.Default.Equals(p.Type, method.Parameters[0].Type));

    /// <summary>Whether it costs little to compute the function where its value may not be needed.</summary>
    public static bool IsCheap(IMethodSymbol method) => Owns(method) && Cheap.Contains(method.Name);

    public static bool IsMathClass(INamedTypeSymbol type) =>
        type is { Name: "Math" or "MathF", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    private static ScalarType? OperandType(IMethodSymbol method) =>
        method.Parameters.Length == 0 ? null : ScalarType.Of(method.Parameters[0].Type);

    /// <summary>The value of a function that <see cref="Owns"/>; null when kernels have no such function.</summary>
    public static Value? Call(FunctionBuilder function, IMethodSymbol method, Value[] arguments)
    {
        if (OperandType(method) is not { } type) return null;
        if (method.Name == "Clamp") return Clamp(function, type, arguments);
        if (arguments.Length != Arity(method.Name) || !Table.TryGetValue(method.Name, out var make)) return null;
        return make(type, arguments) is { } op ? function.Add(op) : null;
    }

    // Comparisons in .NET's order: NaN stays NaN.
    private static Value Clamp(FunctionBuilder function, ScalarType type, Value[] x)
    {
        var (value, min, max) = (x[0], x[1], x[2]);
        var raised = function.Add(new SelectOp(function.Add(Less(type, value, min)), min, value));
        return function.Add(new SelectOp(function.Add(Less(type, max, value)), max, raised));
    }

    private static Operation Less(ScalarType type, Value a, Value b) =>
        type.IsFloat ? new CmpFOp(CmpFPredicate.Olt, a, b) : new CmpIOp(type.IsSigned ? CmpIPredicate.Slt : CmpIPredicate.Ult, a, b);

    // Log(x, base), Round(x, digits) and the like have the name but not the operands.
    private static int Arity(string name) => name switch
    {
        "FusedMultiplyAdd" => 3,
        "Min" or "Max" or "CopySign" or "Pow" or "Atan2" => 2,
        _ => 1,
    };

    private static Operation? Float(ScalarType type, Operation op) => type.IsFloat ? op : null;
}
