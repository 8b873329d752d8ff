using Weft.IR;

namespace Weft.Backends;

/// <summary>How a loop with one counting argument runs, whatever its bounds are made of.</summary>
internal static class CountedLoop
{
    /// <param name="range">The turns, once the loop is reached.</param>
    public static Handler Prepare<T>(T op, Preparation prepare, Func<Frame, LoopRange> range) where T : Operation, ILoopLike
    {
        var (variable, carried) = (prepare.Slot(op.LoopVariables[0]), op.LoopArguments);
        var enter = prepare.Move(op.LoopInits, carried);
        var body = prepare.Region(op.LoopRegions[0]);
        var next = prepare.Move(op.LoopYields, carried);
        var leave = prepare.Move(carried, op.ResultList);
        return frame =>
        {
            enter.Run(frame);
            var turns = range(frame);
            for (var more = turns.Start(out var i); more; more = turns.Advance(ref i))
            {
                frame.Poll();
                frame[variable] = new(i);
                body.Run(frame);
                next.Run(frame);
            }

            leave.Run(frame);
        };
    }
}
