using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary><c>Parallel.For(from, to, i => ...)</c>: turns in any order. What they write are elements.</summary>
internal sealed class ParallelFor(BodyLowering body)
{
    public static bool Matches(IMethodSymbol method) =>
        method is { Name: "For", ContainingType: { Name: "Parallel", ContainingNamespace: var scope } }
        && scope.ToDisplayString() == "System.Threading.Tasks";

    /// <summary>A loop whose turns do nothing but run another one is one loop of two dimensions.</summary>
    public void Lower(IInvocationOperation call)
    {
        var nest = Nest(call).ToList();
        var bounds = nest.Select(loop => Bounds(body, loop.Call)).ToList();
        body.At(call);
        body.Flow.Parallel(bounds, counters =>
        {
            var outer = body.Frame;
            foreach (var ((_, lambda), counter) in nest.Zip(counters, (loop, counter) => (loop, counter)))
            {
                var frame = new Frame(lambda.Symbol, body.Frame, body.Frame) { IsParallel = true };
                var (parameter, type) = (lambda.Symbol.Parameters[0], ScalarType.Of(lambda.Symbol.Parameters[0].Type)!);
                body.At(lambda).Write(frame.Declare(parameter, type), body.Conversions.Convert(counter, ScalarType.IntPtr, type));
                body.Frame = frame;
            }

            body.Inlining.RunIn(body.Frame, Jumps.Statements(nest[nest.Count - 1].Lambda.Body));
            body.Frame = outer;
            body.At(call);
        });
    }

    private IEnumerable<(IInvocationOperation Call, IAnonymousFunctionOperation Lambda)> Nest(IInvocationOperation call)
    {
        var outer = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        for (var next = call; next is not null;)
        {
            if (LambdaOf(next) is not { } lambda || ScalarType.Of(lambda.Symbol.Parameters[0].Type) is null)
                throw body.Expressions.Unsupported(next, "Write Parallel.For(from, to, i => ...).");
            yield return (next, lambda);
            outer.Add(lambda.Symbol.Parameters[0]);
            next = InnerOf(lambda) is { } inner && AreKnownBefore(inner, outer) ? inner : null;
        }
    }

    private static IInvocationOperation? InnerOf(IAnonymousFunctionOperation lambda) =>
        Jumps.Statements(lambda.Body).Where(s => s is not IReturnOperation { IsImplicit: true }).ToList() is
            [IExpressionStatementOperation { Operation: IInvocationOperation call }] && Matches(call.TargetMethod) ? call : null;

    // Where the loop outside has no turns, the bounds are computed nevertheless.
    private static bool AreKnownBefore(IInvocationOperation loop, HashSet<ISymbol> outer) =>
        loop.Arguments.Where(IsBound).All(a => Speculation.IsSafe(a.Value)
            && Jumps.Within(a.Value).All(op => op is not IParameterReferenceOperation { Parameter: var used } || !outer.Contains(used)));

    public static IAnonymousFunctionOperation? LambdaOf(IInvocationOperation call)
    {
        if (call.Arguments.Length != 3) return null;
        var turn = call.Arguments.First(a => a.Parameter!.Ordinal == 2).Value;
        return turn is IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda }
            && lambda.Symbol is { IsAsync: false, ReturnsVoid: true, Parameters.Length: 1 } ? lambda : null;
    }

    /// <summary>Where the turns begin and end.</summary>
    public static (Value From, Value To) Bounds(BodyLowering body, IInvocationOperation call)
    {
        var bounds = Arguments.Compute(call.Arguments.Where(IsBound), body.Arrays.AsIndex);
        return (bounds[0], bounds[1]);
    }

    private static bool IsBound(IArgumentOperation argument) => argument.Parameter!.Ordinal < 2;
}
