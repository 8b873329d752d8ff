using Weft.IR;

namespace Weft.Passes;

/// <summary>A loop whose turns hand values on: <c>scf.for</c>, or an <c>scf.while</c> whose condition hands on what it gets.</summary>
internal sealed class CarriedLoop
{
    private readonly Operation _op;
    private readonly int _skipped;

    private CarriedLoop(Operation op, Block body, int skipped) => (_op, Body, _skipped) = (op, body, skipped);

    /// <summary>The block that is a turn.</summary>
    public Block Body { get; }

    public Operation Op => _op;

    /// <summary>What the first turn gets.</summary>
    public Value[] Inits => [.. _op.Operands.Skip(_op is ForOp ? 3 : 0)];

    /// <summary>What a turn gets.</summary>
    public BlockArgument[] Arguments => [.. Body.Arguments.Skip(_skipped)];

    /// <summary>What a turn hands on.</summary>
    public Value[] Yields => Body.Last!.Operands.ToArray();

    /// <summary>Null of an operation that is no such loop.</summary>
    public static CarriedLoop? Of(Operation op) => op switch
    {
        ForOp loop => new(op, loop.Body.Entry, 1),
        WhileOp loop when loop.Condition.Arguments.SequenceEqual<Value>(loop.Before.Entry.Arguments) => new(op, loop.After.Entry, 0),
        _ => null,
    };

    /// <summary>The same loop, which also carries the given values behind the others; who asks completes the yield.</summary>
    public CarriedLoop With(IReadOnlyList<Value> more)
    {
        var builder = Builder.At(_op);
        Value[] inits = [.. Inits, .. more];
        var loop = builder.Insert<Operation>(_op is ForOp counted
            ? ForOp.WithBody(counted.LowerBound, counted.UpperBound, counted.Step, inits)
            : new WhileOp(inits, [.. inits.Select(v => v.Type)]));
        foreach (var attribute in _op.Attributes) loop.SetAttribute(attribute.Name, attribute.Value);
        if (_op is WhileOp old)
        {
            var condition = old.Condition;
            Move(old.Before.Entry, ((WhileOp)loop).Before.AddBlock([.. inits.Select(v => v.Type)]));
            ((WhileOp)loop).After.AddBlock([.. inits.Select(v => v.Type)]);
            condition.SetOperands([condition.Operands[0], .. ((WhileOp)loop).Before.Entry.Arguments]);
        }

        var moved = Of(loop)!;
        Move(Body, moved.Body);
        for (var i = 0; i < _op.Results.Length; i++) _op.Results[i].ReplaceAllUsesWith(loop.Results[i]);
        _op.Erase();
        return moved;
    }

    private static void Move(Block from, Block to)
    {
        for (var i = 0; i < from.Arguments.Count; i++) from.Arguments[i].ReplaceAllUsesWith(to.Arguments[i]);
        from.MoveOpsFrom(from.First, to);
    }
}
