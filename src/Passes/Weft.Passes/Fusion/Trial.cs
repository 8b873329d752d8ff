using Weft.IR;

namespace Weft.Passes;

/// <summary>What a pass would make of operations, found out on copies.</summary>
internal static class Trial
{
    /// <summary>Asks copies of operations of one block; they stand together in a block of their own, and are gone then.</summary>
    public static T On<T>(IReadOnlyList<Operation> ops, Func<Block, T> ask)
    {
        var builder = Builder.After(ops[^1]);
        var holder = builder.Insert(new IfOp(builder.Add(new ConstantOp(IntegerAttr.Bool(true))), []));
        var block = holder.ThenRegion.AddBlock();
        foreach (var op in ops) block.Append(new IrMapping().Clone(op));
        block.Append(new YieldOp([]) { Location = holder.Location });
        var answer = ask(block);
        var condition = holder.Condition.Def!;
        holder.Erase();
        condition.Erase();
        return answer;
    }
}
