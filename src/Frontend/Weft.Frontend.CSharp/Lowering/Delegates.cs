using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>A function that a local or parameter of delegate type is a name for.</summary>
/// <param name="Target">A lambda, or the name of a static method or local function.</param>
/// <param name="Frame">Where it was written: the variables that it sees are those of this call.</param>
internal sealed record FunctionValue(IOperation Target, Frame Frame);

/// <summary>Functions as values: lambdas and names of methods, lowered where they are called. Which one a name stands for is known.
/// </summary>
internal sealed class Delegates(BodyLowering body)
{
    private const string Hint = "A function is a lambda or a static method, and its name is given it where it is declared.";

    public static bool IsDelegate(ITypeSymbol? type) => type?.TypeKind == TypeKind.Delegate;

    public void Declare(IVariableDeclaratorOperation declarator, IVariableInitializerOperation? initializer)
    {
        if (initializer is null) throw body.Expressions.Unsupported(declarator, Hint);
        body.Frame.Bind(declarator.Symbol, Of(initializer.Value));
    }

    /// <summary>The function that an expression of delegate type is.</summary>
    public FunctionValue Of(IOperation op) => op switch
    {
        IConversionOperation conversion => Of(conversion.Operand),
        IDelegateCreationOperation made => Of(made.Target),
        IAnonymousFunctionOperation or IMethodReferenceOperation { Method.IsStatic: true }
            or IMethodReferenceOperation { Method.MethodKind: MethodKind.LocalFunction } => new(op, body.Frame),
        _ when NameOf(op) is { } name && body.Frame.NamedFunction(name) is { } known => known,
        _ => throw body.Expressions.Unsupported(op, Hint),
    };

    /// <summary>The local or parameter that an expression names, where it is one of delegate type.</summary>
    public static ISymbol? NameOf(IOperation op) => !IsDelegate(op.Type) ? null : op switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    public LoweringException Reassigned(IOperation assignment) => body.Expressions.Unsupported(assignment, Hint);

    /// <summary>The numbers that a call of a delegate gives.</summary>
    public Value[] Call(IInvocationOperation call)
    {
        var function = Of(call.Instance!);
        if (function.Target is IMethodReferenceOperation { Method: var method })
            return body.Calls.Leaves(call, function.Frame.Types.Close(method));
        var lambda = (IAnonymousFunctionOperation)function.Target;
        if (lambda.Symbol.IsAsync) throw body.Expressions.Unsupported(call, Hint);
        var frame = new Frame(lambda.Symbol, body.Frame, function.Frame);
        foreach (var argument in call.Arguments)
            body.Inlining.Bind(frame, lambda.Symbol.Parameters[argument.Parameter!.Ordinal], argument.Value);
        return body.Inlining.Run(frame, Jumps.Statements(lambda.Body));
    }
}
