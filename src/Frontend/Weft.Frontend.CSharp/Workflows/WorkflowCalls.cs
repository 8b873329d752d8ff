using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weft.Frontend.CSharp.Lowering;
using Weft.IR;

namespace Weft.Frontend.CSharp.Workflows;

/// <summary>Calls in a workflow: of kernels and other workflows, which are invocations; and those that take arrays otherwise.</summary>
internal sealed class WorkflowCalls(BodyLowering body, Callees callees)
{
    public WorkflowArrays Arrays => body.Workflow!.Arrays;

    /// <summary>The numbers that a call gives; null for calls that are as in kernels.</summary>
    public Value[]? TryLower(IInvocationOperation call)
    {
        if (KernelMethods.IsKernel(call.TargetMethod)) return Invoke(call);
        if (ParallelFor.Matches(call.TargetMethod))
        {
            new FanOut(body).Lower(call);
            return [];
        }

        if (new ArrayMoves(body, Arrays).TryLower(call)) return [];
        if (Lowering.Arrays.IsExtent(call)) return null;
        var operands = call.Arguments.Select(a => a.Value).Concat(call.Instance is { } owner ? [owner] : []);
        if (operands.Append(call).Any(WorkflowArrays.IsArray))
            throw body.Error(WorkflowDiagnostics.ArrayCall, call.Syntax, call.TargetMethod.ToDisplayString());
        return null;
    }

    /// <summary>What a kernel or workflow returns, numbers and arrays in order. The arrays that it writes are written.</summary>
    public Value[] Invoke(IInvocationOperation call)
    {
        var callee = callees.Find(body, call);
        var given = new object[callee.Model.Parameters.Count];
        foreach (var argument in call.Arguments)
            given[argument.Parameter!.Ordinal] = WorkflowArrays.IsArray(argument.Value)
                ? new Passed(Arrays.Of(argument.Value), argument.Value, callee.Writes(argument.Parameter.Ordinal))
                : callee.Model.Parameters[argument.Parameter.Ordinal].IsReference ? body.Places.Target(argument.Value)
                : body.Expressions.Leaves(argument.Value);
        RequireApart(call, [.. given.OfType<Passed>()]);
        if (given.OfType<VariablePlace>().SelectMany(place => place.Variables).GroupBy(v => v).Any(same => same.Count() > 1))
            throw body.Expressions.Unsupported(call, "Pass different variables by ref and out.");
        var operands = given.SelectMany((g, i) => Operands(g, callee.Model.Parameters[i])).ToList();
        body.At(call);
        var invoke = body.Function.Insert(InvokeOp.Of(callee.Function, operands));
        var results = new Queue<Value>(invoke.Values);
        foreach (var state in given)
            if (state is Passed { IsWritten: true } array) Arrays.Write(array.Array, results.Dequeue(), call);
            else if (state is Place place) body.Places.Store(place, [.. place.Type.Leaves.Select(_ => results.Dequeue())]);
        return [.. results];
    }

    // What goes in: nothing of what only comes out.
    private Value[] Operands(object given, ParameterModel parameter) => given switch
    {
        Passed array => [Arrays.Read(array.Array, array.Source)],
        Place place => parameter.Modifier == "out " ? [] : body.Places.Load(place),
        _ => (Value[])given,
    };

    // To a kernel in C# two names of one array are one piece of memory; here each would be a value of its own.
    private void RequireApart(IInvocationOperation call, Passed[] passed)
    {
        foreach (var written in passed.Where(p => p.IsWritten))
            foreach (var other in passed.Where(p => p != written))
                if (written.Array.Name is { } a && other.Array.Name is { } b && body.Function.Names.MayBeOne(a, b))
                    throw body.Error(
                        WorkflowDiagnostics.SameArray, other.Source.Syntax, SourceText.Of(other.Source), SourceText.Of(written.Source),
                        call.TargetMethod.Name);
    }

    private sealed record Passed(ArrayHandle Array, IOperation Source, bool IsWritten);
}
