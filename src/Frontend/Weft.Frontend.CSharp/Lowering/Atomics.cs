using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>The methods of <c>Interlocked</c> on array elements: one step that no other turn of a parallel loop can come between.</summary>
internal sealed class Atomics(BodyLowering body)
{
    public static bool Owns(IMethodSymbol method) => method.ContainingType is
    {
        Name: "Interlocked",
        ContainingNamespace: { Name: "Threading", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } },
    };

    /// <summary>The value that .NET's method gives.</summary>
    public Value Lower(IInvocationOperation call)
    {
        var operands = Arguments.Of(call);
        if (operands.Length == 0 || !Arrays.IsElement(operands[0]) || body.NumberOf(call.Type) is not { Ir: not IndexType } type)
            throw body.Expressions.Unsupported(
                call, "Interlocked changes elements of arrays, though not of nint; locals belong to one turn.");
        object Compute(int parameter, IOperation argument) =>
            parameter == 0 ? Element(argument, operands.Skip(1)) : body.Expressions.Lower(argument);
        var computed = Arguments.Compute(call.Arguments, Compute);
        var (element, values) = ((ElementPlace)computed[0], computed.Skip(1).Cast<Value>().ToArray());
        body.At(call);
        return call.TargetMethod.Name switch
        {
            "Add" => body.Function.Add(new AddIOp(Update(AtomicRmwKind.AddI, values[0]), values[0])),
            "Increment" => Step(1, type),
            "Decrement" => Step(-1, type),
            "And" => Update(AtomicRmwKind.AndI, values[0]),
            "Or" => Update(AtomicRmwKind.OrI, values[0]),
            "Exchange" => Update(AtomicRmwKind.Assign, values[0]),
            "CompareExchange" => body.Function.Add(new CompareExchangeOp(values[1], values[0], element.Array.Memory[0], element.Indices)),
            "Read" => body.Places.Load(element)[0],
            _ => throw body.Error(KernelDiagnostics.UnsupportedCall, call.Syntax, call.TargetMethod.ToDisplayString()),
        };

        Value Step(int by, ScalarType number)
        {
            var amount = body.Function.Integer(by, number.Ir);
            return body.Function.Add(new AddIOp(Update(AtomicRmwKind.AddI, amount), amount));
        }

        Value Update(AtomicRmwKind kind, Value value) =>
            body.Function.Add(new AtomicRmwOp(kind, value, element.Array.Memory[0], element.Indices));
    }

    // C# looks at its indices before it computes what comes next.
    private ElementPlace Element(IOperation argument, IEnumerable<IOperation> others)
    {
        var element = body.Arrays.Resolve(argument);
        if (!others.All(Speculation.IsQuiet)) body.Places.Reach(element);
        return element;
    }
}
