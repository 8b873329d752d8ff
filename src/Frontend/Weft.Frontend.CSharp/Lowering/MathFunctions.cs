using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>Functions of .NET on numbers: one operation where there is one, else the body that <see cref="MathLibrary"/> has.</summary>
internal sealed class MathFunctions(BodyLowering body)
{
    private static readonly ImmutableHashSet<string> Cheap =
    [
        "Min", "Max", "Floor", "Ceiling", "Truncate", "Round", "CopySign", "FusedMultiplyAdd", "Sqrt", "IsNaN", "PopCount",
        "LeadingZeroCount", "TrailingZeroCount", "RotateLeft", "RotateRight",
    ];

    // What .NET leaves to the processor, and what has no short exact form.
    private static readonly ImmutableDictionary<string, string> Refused = new (string Name, string Instead)[]
    {
        ("ReciprocalEstimate", "1 / x"), ("ReciprocalSqrtEstimate", "1 / Sqrt(x)"), ("MultiplyAddEstimate", "FusedMultiplyAdd"),
        ("MaxNative", "Max"), ("MinNative", "Min"), ("ClampNative", "Clamp"), ("RootN", "Pow(x, 1.0 / n)"),
        ("SinPi", "Sin(x * PI)"), ("CosPi", "Cos(x * PI)"), ("TanPi", "Tan(x * PI)"), ("SinCosPi", "SinCos(x * PI)"),
        ("ILogB", "float.ILogB((float)x)"), ("Lerp", "a * (1 - t) + b * t"), ("Crc32C", "a loop over the bits"),
    }.ToImmutableDictionary(row => row.Name, row => row.Instead);

    /// <summary>What to write instead of a function that kernels do not have; null when there is nothing to say.</summary>
    public static string? Instead(IMethodSymbol method) =>
        IsMathClass(method.ContainingType) && Refused.TryGetValue(method.Name, out var instead) ? instead : null;

    /// <summary>Whether a method belongs to one of .NET's classes of functions on numbers.</summary>
    public static bool IsFunction(IMethodSymbol method) =>
        method is { IsStatic: true, MethodKind: MethodKind.Ordinary, IsGenericMethod: false, Parameters.Length: > 0 }
        && IsMathClass(method.ContainingType);

    /// <summary>Whether such a method goes from numbers to a number.</summary>
    public static bool Owns(IMethodSymbol method) =>
        IsFunction(method) && ScalarType.Of(method.ReturnType) is not null
        && method.Parameters.All(p => p.RefKind == RefKind.None && (ScalarType.Of(p.Type) is not null || IsRounding(p)));

    /// <summary>Whether it costs little to compute the function where its value may not be needed, and it cannot fault.</summary>
    public static bool IsCheap(IMethodSymbol method) => Owns(method)
        && (Cheap.Contains(method.Name) || method.ContainingType.Name == "BitConverter" || (method.Name == "Abs" && IsFloat(method)));

    // The interfaces are those of generic math: INumber<T> and others.
    private static bool IsMathClass(INamedTypeSymbol type) => ScalarType.Of(type) is not null || (type.Name, Scope(type))
        is ("Math" or "MathF" or "BitConverter", "System") or ("BitOperations" or "Complex", "System.Numerics")
        || (type.TypeKind == TypeKind.Interface && Scope(type) == "System.Numerics");

    private static string Scope(INamedTypeSymbol type) => type.ContainingNamespace.ToDisplayString();

    private static bool IsRounding(IParameterSymbol parameter) => parameter.Type.Name == nameof(System.MidpointRounding);

    private static bool IsFloat(IMethodSymbol method) => ScalarType.Of(method.Parameters[0].Type) is { IsFloat: true };

    /// <summary>The value of a function that <see cref="Owns"/>; null when kernels have no such function.</summary>
    /// <param name="method">The function that runs, which in generic code is another one than the call names.</param>
    public Value? Lower(IInvocationOperation call, IMethodSymbol method)
    {
        if (IsRounding(method.Parameters.Last())) return Round(call);
        if (!MathTable.Rows.TryGetValue((method.Name, method.Parameters.Length), out var make)) return null;
        var arguments = Arguments.Compute(call.Arguments, body.Expressions.Lower);
        body.At(call);
        return make(new MathCall(body, call, ScalarType.Of(method.Parameters[0].Type)!, ScalarType.Of(method.ReturnType)!, arguments));
    }

    // The members of System.MidpointRounding in order.
    private Value? Round(IInvocationOperation call)
    {
        if (Arguments.Of(call) is not [var number, { ConstantValue: { HasValue: true, Value: int mode } }]) return null;
        var x = body.Expressions.Lower(number);
        Weft.IR.Operation rounding = mode switch
        {
            0 => new RoundEvenOp(x),
            1 => new RoundOp(x),
            2 => new TruncOp(x),
            3 => new FloorOp(x),
            _ => new CeilOp(x),
        };
        return body.At(call).Add(rounding);
    }
}
