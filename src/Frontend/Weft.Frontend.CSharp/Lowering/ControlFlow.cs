using System;
using System.Collections.Generic;
using System.Linq;
using Weft.Frontend.CSharp.Workflows;
using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>Structured operations over variables: what a region assigns goes in and out as SSA values.</summary>
internal sealed class ControlFlow(FunctionBuilder function)
{
    /// <summary>Runs one of two branches. Gives the values of the branch that ran.</summary>
    /// <param name="assigned">What the branches assign.</param>
    /// <param name="results">The types of the branches' values.</param>
    public Value[] If(
        Value condition, IReadOnlyList<Variable> assigned, IReadOnlyList<IrType> results,
        Func<IReadOnlyList<Value>> then, Func<IReadOnlyList<Value>>? otherwise)
    {
        var branch = function.Insert(new IfOp(condition, [.. results, .. Types(assigned)]));
        var before = function.Names;
        var ends = (Branch(branch.ThenRegion, assigned, then), before);
        if (otherwise is not null || branch.Results.Length > 0)
            ends.Item2 = Branch(branch.ElseRegion, assigned, otherwise ?? (static () => []));
        function.Names = ArrayNames.Join(before, ends.Item1, ends.Item2);
        for (var i = 0; i < assigned.Count; i++) function.Write(assigned[i], branch.Results[results.Count + i]);
        return [.. branch.Results.ToArray().Take(results.Count)];
    }

    /// <summary>As above, for one value.</summary>
    public Value If(Value condition, IReadOnlyList<Variable> assigned, IrType result, Func<Value> then, Func<Value> otherwise) =>
        If(condition, assigned, [result], () => [then()], () => [otherwise()])[0];

    public void If(Value condition, IReadOnlyList<Variable> assigned, Action then, Action? otherwise) =>
        If(condition, assigned, [], Run(then), otherwise is null ? null : Run(otherwise));

    private static Func<IReadOnlyList<Value>> Run(Action body) => () =>
    {
        body();
        return [];
    };

    /// <summary>Runs the branch of the case that equals the index, else the default one.</summary>
    public void Switch(Value index, long[] cases, IReadOnlyList<Variable> assigned, Action<int> body, Action otherwise)
    {
        var choice = function.Insert(new IndexSwitchOp(cases.ToSequence(), index, Types(assigned), cases.Length));
        var ends = new List<ArrayNames> { Branch(choice.DefaultRegion, assigned, Run(otherwise)) };
        for (var i = 0; i < cases.Length; i++)
        {
            var which = i;
            ends.Add(Branch(choice.CaseRegions[i], assigned, Run(() => body(which))));
        }

        function.Names = ArrayNames.Join(function.Names, ends);
        Write(assigned, choice.Results.ToArray());
    }

    /// <summary>Counts from a lower bound to below an upper one; the body gets the counter.</summary>
    public void For(Value lower, Value upper, Value step, IReadOnlyList<Variable> assigned, Action<Value> body)
    {
        Repeat(assigned, () =>
        {
            var (before, loop) = (function.Names, function.Insert(new ForOp(lower, upper, step, Read(assigned), Types(assigned))));
            var block = NewBlock(loop.Body);
            var counter = block.AddArgument(lower.Type, function.Location);
            InBlock(block, assigned, () =>
            {
                body(counter);
                function.Insert(new YieldOp(Read(assigned)));
            });
            return (loop, function.Names, before);
        });
    }

    /// <summary>Tests before each turn.</summary>
    public void While(IReadOnlyList<Variable> assigned, Func<Value> condition, Action body)
    {
        Repeat(assigned, () =>
        {
            var loop = function.Insert(new WhileOp(Read(assigned), Types(assigned)));
            InBlock(NewBlock(loop.Before), assigned, () => function.Insert(new ConditionOp(condition(), Read(assigned))));
            var end = function.Names;
            InBlock(NewBlock(loop.After), assigned, () =>
            {
                body();
                function.Insert(new YieldOp(Read(assigned)));
            });
            return (loop, function.Names, end);
        });
    }

    /// <summary>Tests after each turn: the body stands in the region of the condition.</summary>
    public void DoWhile(IReadOnlyList<Variable> assigned, Action body, Func<Value> condition)
    {
        Repeat(assigned, () =>
        {
            var loop = function.Insert(new WhileOp(Read(assigned), Types(assigned)));
            InBlock(NewBlock(loop.Before), assigned, () =>
            {
                body();
                function.Insert(new ConditionOp(condition(), Read(assigned)));
            });
            var end = function.Names;
            InBlock(NewBlock(loop.After), assigned, () => function.Insert(new YieldOp(Read(assigned))));
            return (loop, end, end);
        });
    }

    /// <summary>Turns that may run in any order, or at once; they hand nothing on.</summary>
    /// <param name="bounds">Of each dimension, the outermost first.</param>
    public void Parallel(IReadOnlyList<(Value Lower, Value Upper)> bounds, Action<IReadOnlyList<Value>> body)
    {
        Value[] steps = [.. bounds.Select(_ => function.Index(1))];
        var loop = function.Insert(new ParallelOp([.. bounds.Select(b => b.Lower)], [.. bounds.Select(b => b.Upper)], steps, [], []));
        var block = NewBlock(loop.Body);
        Value[] counters = [.. bounds.Select(_ => block.AddArgument(IndexType.Instance, function.Location))];
        InBlock(block, [], () =>
        {
            body(counters);
            function.Insert(new ReduceOp());
        });
    }

    // The first turn begins with what was before the loop, the others with what a turn leaves. Where names of arrays stand for something
    // else then, the loop is written again for both.
    private void Repeat(IReadOnlyList<Variable> assigned, Func<(Operation Loop, ArrayNames Next, ArrayNames End)> write)
    {
        while (true)
        {
            var before = function.Names;
            var (loop, next, end) = write();
            function.Names = ArrayNames.Join(before, before, next);
            if (function.Names.Equals(before))
            {
                function.Names = ArrayNames.Join(before, end);
                Write(assigned, loop.Results.ToArray());
                return;
            }

            loop.Erase();
        }
    }

    /// <returns>What the names of arrays stand for at the end of the branch; what they stood for before it stays.</returns>
    private ArrayNames Branch(Region region, IReadOnlyList<Variable> assigned, Func<IReadOnlyList<Value>> body)
    {
        var (names, back) = (function.Names, function.Enter(NewBlock(region)));
        var values = body();
        function.Insert(new YieldOp([.. values, .. Read(assigned)]));
        function.Leave(back);
        var end = function.Names;
        function.Names = names;
        return end;
    }

    // The assigned variables are the block's arguments.
    private void InBlock(Block block, IReadOnlyList<Variable> assigned, Action body)
    {
        var back = function.Enter(block);
        foreach (var variable in assigned) function.Write(variable, block.AddArgument(variable.Type, function.Location));
        body();
        function.Leave(back);
    }

    private static Block NewBlock(Region region)
    {
        var block = new Block();
        region.Append(block);
        return block;
    }

    private void Write(IReadOnlyList<Variable> variables, OpResult[] values)
    {
        for (var i = 0; i < values.Length; i++) function.Write(variables[i], values[i]);
    }

    private Value[] Read(IReadOnlyList<Variable> variables) => [.. variables.Select(function.Read)];

    private static IrType[] Types(IReadOnlyList<Variable> variables) => [.. variables.Select(v => v.Type)];
}
