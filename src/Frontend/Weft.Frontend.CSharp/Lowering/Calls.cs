using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>Calls: math is an operation, functions of the project are lowered in place.</summary>
internal sealed class Calls(BodyLowering body)
{
    /// <summary>The call's value, or null when it has none.</summary>
    public Value? Lower(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (ParallelFor.Matches(method))
        {
            if (body.Simt.IsKernel) throw body.Error(KernelDiagnostics.LoopInGrid, call.Syntax, SourceText.Of(call));
            new ParallelFor(body).Lower(call);
            return null;
        }

        if (SimtOperations.Owns(method)) return body.Simt.Lower(call);
        if (body.Arrays.LowerCall(call) is { } extent) return extent;
        if (Atomics.Owns(method)) return new Atomics(body).Lower(call);
        if (MathFunctions.Owns(method) && body.Math.Lower(call) is { } number) return number;
        if (MathFunctions.Owns(method) && body.Library.Find(method) is { } function) return Inline(call, function);
        if (CanInline(method)) return Inline(call, method);
        throw Unsupported(call);
    }

    /// <summary>The body of a function in source, whose declaration may stand in another file.</summary>
    public static IOperation? BodyOf(IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        var syntax = method.DeclaringSyntaxReferences[0].GetSyntax(cancellation);
        return compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax, cancellation) switch
        {
            IMethodBodyOperation declared => declared.BlockBody ?? declared.ExpressionBody,
            ILocalFunctionOperation local => local.Body,
            _ => null,
        };
    }

    private IOperation? BodyOf(IMethodSymbol method) =>
        body.Library.CompilationOf(method.DeclaringSyntaxReferences[0].SyntaxTree) is { } compilation
            ? BodyOf(method, compilation, body.Cancellation)
            : null;

    private LoweringException Unsupported(IInvocationOperation call) => MathFunctions.Instead(call.TargetMethod) is { } instead
        ? body.Error(KernelDiagnostics.RefusedFunction, call.Syntax, call.TargetMethod.ToDisplayString(), instead)
        : body.Error(KernelDiagnostics.UnsupportedCall, call.Syntax, call.TargetMethod.ToDisplayString());

    private static bool CanInline(IMethodSymbol method) =>
        method is { IsGenericMethod: false, ContainingType.IsGenericType: false, IsAsync: false, IsExtern: false }
        && method.DeclaringSyntaxReferences.Length == 1
        && (method.MethodKind == MethodKind.LocalFunction || method is { IsStatic: true, MethodKind: MethodKind.Ordinary })
        && method.Parameters.All(IsPassable)
        && (method.ReturnsVoid || (method.RefKind == RefKind.None && ScalarType.Of(method.ReturnType) is not null));

    private static bool IsPassable(IParameterSymbol parameter) =>
        parameter is { RefKind: RefKind.None, IsParams: false, Type: var type }
        && (ScalarType.Of(type) is not null || ArrayType.Of(type) is not null);

    private Value? Inline(IInvocationOperation call, IMethodSymbol method)
    {
        if (body.Frame.IsCalling(method)) throw body.Error(KernelDiagnostics.Recursion, call.Syntax, method.Name);
        var statements = Jumps.Statements(BodyOf(method) ?? throw Unsupported(call));
        var frame = new Frame(method, body.Frame, method.MethodKind == MethodKind.LocalFunction ? body.Frame.Enclosing(method) : null);
        foreach (var argument in call.Arguments) Bind(frame, method.Parameters[argument.Parameter!.Ordinal], argument);
        if (!method.ReturnsVoid) frame.Result = new Variable(method.Name, ScalarType.Of(method.ReturnType)!.Ir);
        RunIn(frame, statements);
        return frame.Result is { } result ? body.Function.Read(result) : null;
    }

    private void Bind(Frame frame, IParameterSymbol parameter, IArgumentOperation argument)
    {
        if (ScalarType.Of(parameter.Type) is { } type)
        {
            var value = body.Expressions.Lower(argument.Value);
            body.Function.Write(frame.Declare(parameter, type), value);
        }
        else
        {
            frame.Bind(parameter, body.Arrays.Array(argument.Value));
        }
    }

    /// <summary>Lowers the statements of a function in its own frame.</summary>
    public void RunIn(Frame frame, IReadOnlyList<IOperation> statements)
    {
        var back = body.Frame;
        body.Frame = frame;
        if (!Jumps.AreLast(statements, static op => op is IReturnOperation))
        {
            var returned = new Variable("returned", IntegerType.I1);
            frame.Return = new Exit(returned);
            body.Function.Write(returned, body.Function.Bool(false));
        }

        body.Statements.LowerAll(statements);
        body.Frame = back;
    }
}
