using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>Loops: <c>scf.for</c> where the number of turns is known before the first, else <c>scf.while</c>.</summary>
internal sealed class Loops(BodyLowering body)
{
    public void For(IForLoopOperation loop)
    {
        body.Statements.LowerAll(loop.Before);
        if (!Leaves(loop) && CountedLoop.Match(loop) is { } counted && body.CountedLoops.TryLower(counted))
            return;
        General(loop, Condition, loop.Condition, loop.AtLoopBottom);

        Value Condition() => loop.Condition is { } condition ? body.Expressions.Lower(condition) : body.Function.Bool(true);
    }

    public void While(IWhileLoopOperation loop)
    {
        Value Condition() => body.Expressions.Lower(loop.Condition!);
        if (loop.ConditionIsTop) General(loop, Condition, loop.Condition, []);
        else DoWhile(loop, Condition);
    }

    public void ForEach(IForEachLoopOperation loop)
    {
        if (body.Workflow is not null)
            throw body.Error(WorkflowDiagnostics.Element, loop.Collection.Syntax, $"each of {SourceText.Of(loop.Collection)}");
        var array = body.Arrays.Array(loop.Collection);
        if (array.Rank != 1) throw body.Expressions.Unsupported(loop.Collection, "Write a for loop per dimension.");
        var bind = Binding(loop);
        void Turn(Value index) => bind(new(array, [index], loop.Collection));

        var (zero, one) = (body.Function.Integer(0, IndexType.Instance), body.Function.Integer(1, IndexType.Instance));
        var extent = body.Function.Extent(array.Memory[0], 0);
        if (!Leaves(loop))
        {
            body.At(loop);
            body.Flow.For(zero, extent, one, Assigned.Variables(body.Frame, loop.Body), index =>
            {
                Turn(index);
                Body(loop);
            });
            return;
        }

        var counter = new Variable("index", IndexType.Instance);
        body.Function.Write(counter, zero);
        General(
            loop,
            () => body.Function.Add(new CmpIOp(CmpIPredicate.Slt, body.Function.Read(counter), extent)),
            null,
            [],
            () =>
            {
                var index = body.Function.Read(counter);
                Turn(index);
                body.Function.Write(counter, body.Function.Add(new AddIOp(index, one)));
            },
            counter);
    }

    // What a turn does first: its variable gets an element, or stands for it, or several get its parts.
    private Action<ElementPlace> Binding(IForEachLoopOperation loop)
    {
        if (loop.LoopControlVariable is not IVariableDeclaratorOperation { Symbol: var local })
            return element => new Deconstruction(body).Assign(loop, body.Places.Load(element), element.Type);
        if (local.RefKind != RefKind.None) return element => body.Frame.Bind(local, element);
        var type = body.ValueTypeOf(local.Type, out var problem)
            ?? throw body.NotHeld(loop.LoopControlVariable.Syntax, local.Name, local.Type.ToDisplayString(), problem);
        return element =>
            body.Places.Store(body.Places.Declare(loop, local, type), body.Structs.Convert(body.Places.Load(element), element.Type, type));
    }

    /// <summary>The statements of a turn; continue skips what is left of them.</summary>
    public void Body(ILoopOperation loop)
    {
        var statements = Jumps.Statements(loop.Body);
        Exit next = new(null);
        if (!Jumps.AreLast(statements, op => Jumps.To(loop.ContinueLabel, op)))
        {
            var continued = new Variable("continued", IntegerType.I1);
            next = new Exit(continued);
            body.Function.Write(continued, body.Function.Bool(false));
        }

        body.Frame.Open(loop.ContinueLabel, next);
        body.Statements.LowerAll(statements);
        body.Frame.Close(loop.ContinueLabel);
    }

    /// <summary>Whether control may leave the loop other than by its condition.</summary>
    private static bool Leaves(ILoopOperation loop) =>
        Jumps.Contains(loop.Body, loop.ExitLabel) || Jumps.ContainsReturn(loop.Body);

    private void General(
        ILoopOperation loop, Func<Value> condition, IOperation? conditionSource, IReadOnlyList<IOperation> bottom,
        Action? top = null, params Variable[] own)
    {
        OpenExit(loop);
        var flags = body.Statements.Flags(loop.Body);
        Variable[] assigned = [.. own, .. Assigned.Variables(body.Frame, [conditionSource, loop.Body, .. bottom])];
        body.At(loop);
        body.Flow.While(assigned, () => Guarded(flags, condition, conditionSource), () =>
        {
            top?.Invoke();
            Body(loop);
            body.At(loop);
            if (flags.Length == 0 || bottom.All(step => StepsOwnCounter(loop, step))) body.Statements.LowerAll(bottom);
            else body.Statements.LowerUnless(flags, bottom);
        });
        body.Frame.Close(loop.ExitLabel);
    }

    private void DoWhile(IWhileLoopOperation loop, Func<Value> condition)
    {
        OpenExit(loop);
        var flags = body.Statements.Flags(loop.Body);
        var assigned = Assigned.Variables(body.Frame, loop.Body, loop.Condition);
        body.At(loop);
        body.Flow.DoWhile(assigned, () => Body(loop), () => Guarded(flags, condition, loop.Condition));
        body.Frame.Close(loop.ExitLabel);
    }

    private void OpenExit(ILoopOperation loop)
    {
        if (!Jumps.Contains(loop.Body, loop.ExitLabel)) return;
        var broken = new Variable("broken", IntegerType.I1);
        body.Frame.Open(loop.ExitLabel, new Exit(broken));
        body.Function.Write(broken, body.Function.Bool(false));
    }

    // After a break the condition is not computed any more: it may fault.
    private Value Guarded(Variable[] flags, Func<Value> condition, IOperation? source)
    {
        if (flags.Length == 0) return condition();
        var goesOn = body.Statements.NoneOf(flags);
        if (source is { ConstantValue: { HasValue: true, Value: true } }) return goesOn;
        if (source is null || Speculation.IsSafe(source)) return body.Function.Add(new AndIOp(goesOn, condition()));
        return body.Flow.If(goesOn, Assigned.Variables(body.Frame, source), IntegerType.I1, condition, () => body.Function.Bool(false))!;
    }

    // The step of a for loop is left out after break and return, unless nobody can tell.
    private static bool StepsOwnCounter(ILoopOperation loop, IOperation step) =>
        step is IExpressionStatementOperation { Operation: IIncrementOrDecrementOperation { Target: ILocalReferenceOperation counter } }
        && loop.Locals.Contains(counter.Local, SymbolEqualityComparer.Default);
}
