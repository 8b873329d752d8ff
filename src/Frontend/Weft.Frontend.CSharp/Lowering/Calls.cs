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
    public Value[] Leaves(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (body.Workflow?.Calls.TryLower(call) is { } results) return results;
        if (ParallelFor.Matches(method))
        {
            if (body.Simt.IsKernel) throw body.Error(KernelDiagnostics.LoopInGrid, call.Syntax, SourceText.Of(call));
            new ParallelFor(body).Lower(call);
            return [];
        }

        if (SimtOperations.Owns(method)) return body.Simt.Lower(call) is { } one ? [one] : [];
        if (Atomics.Owns(method)) return [new Atomics(body).Lower(call)];

        if (body.Arrays.LowerCall(call) is { } extent) return [extent];
        if (body.ArrayValues.Part(call) is { } part) return part.Memory;
        if (new SpanCalls(body).TryLower(call)) return [];
        if (MathFunctions.Owns(method) && body.Math.Lower(call) is { } number) return [number];
        if (MathFunctions.Owns(method) && body.Library.Find(method) is { } function) return Inline(call, function);
        if (CanInline(method)) return Inline(call, method);
        if (IsEquals(method)) return [Equals(call)];
        return body.Numerics.Call(call) ?? throw Unsupported(call);
    }

    private LoweringException Unsupported(IInvocationOperation call) => MathFunctions.Instead(call.TargetMethod) is { } instead
        ? body.Error(KernelDiagnostics.RefusedFunction, call.Syntax, call.TargetMethod.ToDisplayString(), instead)
        : body.Error(KernelDiagnostics.UnsupportedCall, call.Syntax, call.TargetMethod.ToDisplayString());

    private static bool CanInline(IMethodSymbol method) =>
        method is { IsGenericMethod: false, ContainingType.IsGenericType: false, IsImplicitlyDeclared: false }
        && method.DeclaringSyntaxReferences.Length == 1
        && (method.MethodKind == MethodKind.LocalFunction
            || (method.MethodKind == MethodKind.Ordinary && (method.IsStatic || method.ContainingType.IsValueType)))
        && Inlining.IsPassable(method);

    private Value[] Inline(IInvocationOperation call, IMethodSymbol method)
    {
        var owner = call.Instance is { } instance ? body.Inlining.Receiver(instance, method) : null;
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
