using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Turns that hand on what they got in other places, as <c>(u, v) = (v, u)</c> does. Values go to new buffers for that; where the turn does
/// nothing else with those, the buffers themselves change places.
/// </summary>
internal static class BufferExchange
{
    /// <param name="own">Makes a buffer that turns may write of what the first one gets.</param>
    public static void Apply(CarriedLoop loop, Func<Value, Builder, Value> own)
    {
        var (arguments, yields) = (loop.Arguments, loop.Yields);
        Value[] handed = [.. yields.Select(yield => Source(loop, yield) ?? yield)];
        if (handed.SequenceEqual(yields) || !AreApart(loop, [.. handed.Where(value => value.Type is MemRefType)])) return;

        var (builder, first) = (Builder.At(loop.Op), loop.Op.Operands.Count - arguments.Length);
        for (var k = 0; k < handed.Length; k++)
            if (handed[k] != arguments[k] && handed[k].Type is MemRefType)
                loop.Op.SetOperand(first + k, own(loop.Op.Operands[first + k], builder));
        loop.Body.Last!.SetOperands(handed);
        for (var k = 0; k < handed.Length; k++)
            if (handed[k] != yields[k]) Erase((AllocOp)yields[k].Def!);
    }

    // Whole buffers, each handed on once: none is a part of another one.
    private static bool AreApart(CarriedLoop loop, Value[] buffers) => buffers.Distinct().Count() == buffers.Length
        && Array.TrueForAll(buffers, buffer => buffer.Def is AllocOp || Array.IndexOf(loop.Arguments, buffer) >= 0);

    // What a buffer of the turn is a copy of, made at its end to be handed on: something that the turn got.
    private static BlockArgument? Source(CarriedLoop loop, Value yield) =>
        yield.Def is AllocOp alloc && alloc.Parent == loop.Body && alloc.Memref.Uses.Count() == 2
        && alloc.Memref.Users.OfType<CopyOp>().SingleOrDefault() is { } copy && copy.Target == yield && copy.Parent == loop.Body
        && copy.Source is BlockArgument source && loop.Arguments.Contains(source) && source.Type == yield.Type && IsAtEnd(copy)
            ? source : null;

    private static bool IsAtEnd(CopyOp copy)
    {
        for (var op = copy.Next; op!.Next is not null; op = op.Next)
            if (op is not AllocOp and not CopyOp { Target.Def: AllocOp } && op.MemoryEffects != MemoryEffects.None) return false;
        return true;
    }

    private static void Erase(AllocOp alloc)
    {
        alloc.Memref.Users.Single().Erase();
        alloc.Erase();
    }
}
