using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>Calls: math is an operation, functions of the project are lowered in place.</summary>
internal sealed class Calls(BodyLowering body)
{
    /// <summary>The numbers that the call gives; none when it returns nothing.</summary>
    public Value[] Leaves(IInvocationOperation call) => call.TargetMethod.MethodKind == MethodKind.DelegateInvoke
        ? body.Delegates.Call(call) : Leaves(call, body.Implementations.Of(call));

    /// <param name="method">What is called: a name for a function, or a type argument, may stand between.</param>
    public Value[] Leaves(IInvocationOperation call, IMethodSymbol method)
    {
        if (body.Workflow?.Calls.TryLower(call) is { } results) return results;
        if (ParallelFor.Matches(method))
        {
            if (body.Simt.IsKernel) throw body.Error(KernelDiagnostics.LoopInGrid, call.Syntax, SourceText.Of(call));
            new ParallelFor(body).Lower(call);
            return [];
        }

        if (SimtOperations.Owns(method)) return body.Simt.Lower(call) is { } one ? [one] : [];
        if (Atomics.Owns(method)) return [new Atomics(body).Lower(call)];

        if (body.Nullables.Call(call) is { } given) return given;
        if (body.Arrays.LowerCall(call) is { } extent) return [extent];
        if (new Parts(body).Of(call) is { } part) return part.Memory;
        if (new SpanCalls(body).TryLower(call) is { } whole) return whole;
        if (MathFunctions.Owns(method) && body.Math.Lower(call, method) is { } number) return [number];
        if (MathFunctions.IsFunction(method) && body.Library.Find(method) is { } function) return Inline(call, function);
        if (body.GenericNumbers.Call(call, method) is { } made) return [made];
        if (CanInline(method)) return Inline(call, method);
        if (IsEquals(method)) return [Equals(call)];
        return body.Numerics.Call(call) ?? throw Unsupported(call);
    }

    private LoweringException Unsupported(IInvocationOperation call) => MathFunctions.Instead(call.TargetMethod) is { } instead
        ? body.Error(KernelDiagnostics.RefusedFunction, call.Syntax, call.TargetMethod.ToDisplayString(), instead)
        : body.Error(KernelDiagnostics.UnsupportedCall, call.Syntax, call.TargetMethod.ToDisplayString());

    private bool CanInline(IMethodSymbol method) =>
        method is { IsAbstract: false, IsImplicitlyDeclared: false }
        && method.DeclaringSyntaxReferences.Length == 1
        && (method.MethodKind == MethodKind.LocalFunction
            || (method.MethodKind is MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation
                && (method.IsStatic || method.ContainingType.IsValueType)))
        && body.Inlining.IsPassable(method);

    private Value[] Inline(IInvocationOperation call, IMethodSymbol method)
    {
        var owner = call.Instance is { } instance && !Delegates.IsDelegate(instance.Type) ? body.Inlining.Receiver(instance, method) : null;
        return body.Inlining.Call(call, method, owner, call.Arguments.Select(a => (method.Parameters[a.Parameter!.Ordinal], a.Value)));
    }

    // What structs have without declaring it: Equals(T) of records and tuples, Equals(object) of all.
    private static bool IsEquals(IMethodSymbol method) => method is { Name: "Equals", IsStatic: false, Parameters.Length: 1 }
        && (method.IsImplicitlyDeclared || method.DeclaringSyntaxReferences.Length == 0);

    private Value Equals(IInvocationOperation call)
    {
        var other = call.Arguments[0].Value;
        if (other is IConversionOperation { IsImplicit: true, Type.SpecialType: SpecialType.System_Object } boxed) other = boxed.Operand;
        var type = body.ValueTypeOf(call.Instance!);
        if (type is ArrayType || body.ValueTypeOf(other) != type) throw Unsupported(call);
        var (a, b) = (body.Expressions.Leaves(call.Instance!), body.Expressions.Leaves(other));
        body.At(call);
        return body.Equality.Equals(a, b, type, call);
    }
}
