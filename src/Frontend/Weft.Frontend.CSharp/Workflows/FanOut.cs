using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weft.Frontend.CSharp.Lowering;
using Weft.IR;

namespace Weft.Frontend.CSharp.Workflows;

/// <summary><c>Parallel.For</c> in a workflow: turns that call kernels at once, each with a part of what they write.</summary>
internal sealed class FanOut(BodyLowering body)
{
    private readonly WorkflowLowering _workflow = body.Workflow!;

    public void Lower(IInvocationOperation call)
    {
        if (ParallelFor.LambdaOf(call) is not { } lambda || _workflow.Turns is not null)
            throw body.Expressions.Unsupported(call, "Write Parallel.For(from, to, i => ...), one at a time.");
        var (from, to) = ParallelFor.Bounds(body, call);
        var statements = Jumps.Statements(lambda.Body);
        var turns = new TurnParts(body, lambda.Symbol.Parameters[0], statements);
        foreach (var array in Written(statements)) turns.Add(array);
        List<ArrayHandle> outer = [.. turns.All.Select(part => new ArrayHandle(part.Type, part.Outer))];
        Value[] before = [.. outer.Select(array => _workflow.Arrays.Read(array, call))];
        body.At(call);
        var loop = Insert(from, to, before);
        Turn(call, lambda, turns, loop, statements);
        for (var i = 0; i < outer.Count; i++) _workflow.Arrays.Write(outer[i], loop.Values[i], call);
    }

    // Those from outside of the loop, in order of appearance.
    private IEnumerable<ISymbol> Written(IEnumerable<IOperation> statements) => statements
        .SelectMany(s => s.DescendantsAndSelf()).SelectMany(_workflow.Writes.Written)
        .Where(array => body.Frame.Find(array) is not null).Distinct<ISymbol>(SymbolEqualityComparer.Default);

    private ForallOp Insert(Value from, Value to, Value[] before)
    {
        var ((low, lowValues), (high, highValues)) = (MixedIndex.Split([from]), MixedIndex.Split([to]));
        IrType[] types = [.. before.Select(b => b.Type)];
        var loop = body.Function.Insert(new ForallOp(low, high, new([1]), lowValues, highValues, [], before, types));
        var block = loop.Body.AddBlock();
        foreach (var type in types.Prepend(IndexType.Instance)) block.AddArgument(type, body.Function.Location);
        return loop;
    }

    private void Turn(
        IInvocationOperation call, IAnonymousFunctionOperation lambda, TurnParts turns, ForallOp loop, IReadOnlyList<IOperation> statements)
    {
        var (block, function, names) = (loop.Body.Entry, body.Function, body.Function.Names);
        var (back, outer) = (function.Enter(block), body.Frame);
        var frame = new Frame(lambda.Symbol, outer, outer)
        {
            IsParallel = true,
            Writes = operations =>
            [
                .. _workflow.Writes.Variables(operations),
                .. turns.Names(operations.SelectMany(op => op.DescendantsAndSelf()).SelectMany(_workflow.Writes.Written)),
            ],
        };
        (body.Frame, _workflow.Turns) = (frame, turns);
        var counter = lambda.Symbol.Parameters[0];
        var type = ScalarType.Of(counter.Type) ?? throw body.Fail();
        var turn = frame.Declare(counter, type);
        body.At(lambda).Write(turn, body.Conversions.Convert(block.Arguments[0], ScalarType.IntPtr, type));
        try
        {
            var places = turns.All.Select((part, i) => Begin(part, block.Arguments[i + 1])).ToList();
            body.Inlining.RunIn(frame, statements);
            body.At(call);
            End(turns, places, block);
        }
        finally
        {
            (body.Frame, _workflow.Turns, function.Names) = (outer, null, names);
            function.Leave(back);
        }
    }

    // Where the part lies, once its elements are those of the name.
    private ArrayPart Begin(TurnPart part, Value whole)
    {
        var array = new ArrayHandle(part.Type, null, whole);
        var start = body.Arrays.AsIndex(part.Start);
        if (part.Count is { } count)
        {
            var place = new ArrayParts(body, _workflow.Arrays).Part(part.Use, array, start, body.Arrays.AsIndex(count));
            body.Function.Write(part.Name, _workflow.Arrays.Read(place, part.Use));
            body.Function.Names = body.Function.Names.Fresh(part.Name);
            return place.Part!;
        }

        body.At(part.Use).Insert(new CheckIndexOp(part.Array.Name, start, body.Function.Extent(whole, 0)));
        body.Function.Write(part.Name, body.Function.Add(new TensorExtractOp(whole, [start])));
        return new(start, body.Function.Index(1));
    }

    // The parts of all turns are put together.
    private void End(TurnParts turns, List<ArrayPart> places, Block block)
    {
        Value[] values = [.. turns.All.Select(part => body.Function.Read(part.Name)).Select(value => value.Type is RankedTensorType ? value
            : body.Function.Add(new TensorFromElementsOp([value], new RankedTensorType(new([1]), value.Type))))];
        var end = body.Function.Insert(InParallelOp.WithBody(body.Function.Location));
        for (var i = 0; i < values.Length; i++)
        {
            var ((offsets, offsetValues), (sizes, sizeValues)) =
                (MixedIndex.Split([places[i].Start]), MixedIndex.Split([turns.All[i].IsElement ? 1 : places[i].Count]));
            end.Region.Entry.Append(new ParallelInsertSliceOp(
                offsets, sizes, new([1]), values[i], block.Arguments[i + 1], offsetValues, sizeValues, [])
            {
                Location = body.Function.Location,
            });
        }
    }
}
