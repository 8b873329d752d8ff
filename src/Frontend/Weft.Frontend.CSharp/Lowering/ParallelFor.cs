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

    public void Lower(IInvocationOperation call)
    {
        if (LambdaOf(call) is not { } lambda || ScalarType.Of(lambda.Symbol.Parameters[0].Type) is not { } type)
            throw body.Expressions.Unsupported(call, "Write Parallel.For(from, to, i => ...).");
        var (from, to) = (Bound(body, call, 0), Bound(body, call, 1));
        body.At(call);
        body.Flow.Parallel(from, to, counter =>
        {
            var frame = new Frame(lambda.Symbol, body.Frame, body.Frame);
            var turn = frame.Declare(lambda.Symbol.Parameters[0], type);
            body.At(lambda).Write(turn, body.Conversions.Convert(counter, ScalarType.IntPtr, type));
            body.Inlining.RunIn(frame, Jumps.Statements(lambda.Body));
            body.At(call);
        });
    }

    public static IAnonymousFunctionOperation? LambdaOf(IInvocationOperation call)
    {
        if (call.Arguments.Length != 3) return null;
        var turn = call.Arguments.First(a => a.Parameter!.Ordinal == 2).Value;
        return turn is IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda }
            && lambda.Symbol is { IsAsync: false, ReturnsVoid: true, Parameters.Length: 1 } ? lambda : null;
    }

    /// <summary>Where the turns begin, or end.</summary>
    public static Value Bound(BodyLowering body, IInvocationOperation call, int ordinal) =>
        body.Arrays.AsIndex(call.Arguments.First(a => a.Parameter!.Ordinal == ordinal).Value);
}
