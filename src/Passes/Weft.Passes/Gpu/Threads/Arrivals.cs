using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Counts, where threads may go different ways, the meetings that each took part in. A thread that comes to a meeting after it has missed
/// one for which others waited would have left them waiting for ever: that is a fault. One that comes to none any more has ended.
/// </summary>
internal sealed class Arrivals
{
    private readonly BlockLowering _block;
    private readonly Value _ofBlock;
    private readonly Value _ofSubgroups;
    private readonly ThreadBuffer _atBlock;
    private readonly ThreadBuffer _atSubgroup;

    public Arrivals(BlockLowering block)
    {
        _block = block;
        _ofBlock = block.To.Add(new AllocaOp([], [], new MemRefType([1], IntegerType.I32)));
        _ofSubgroups = block.To.Add(
            new AllocaOp([], [], new MemRefType([GpuFaults.MaximumThreads / GridPositions.SubgroupSize], IntegerType.I32)));
        (_atBlock, _atSubgroup) = (block.NewBuffer(IntegerType.I32), block.NewBuffer(IntegerType.I32));
    }

    public void Check(Operation meeting)
    {
        var isOfBlock = meeting is BarrierOp or AllReduceOp;
        // First all look, then all are counted: what has been counted is the number that the others had.
        _block.ForEach(meeting.Location, thread =>
        {
            if (isOfBlock) Require(thread, _ofBlock, First(thread), _atBlock);
            Require(thread, _ofSubgroups, Subgroup(thread), _atSubgroup);
        });
        _block.ForEach(meeting.Location, thread =>
        {
            if (isOfBlock) Count(thread, _ofBlock, First(thread), _atBlock);
            Count(thread, _ofSubgroups, Subgroup(thread), _atSubgroup);
        });
    }

    private static Value First(ThreadBody thread) => thread.To.Add(ConstantOp.Index(0));

    private Value Subgroup(ThreadBody thread)
    {
        var number = GridPositions.Number(thread.To, thread.Position, _block.Threads.Sizes);
        return thread.To.Add(new DivUIOp(number, thread.To.Add(ConstantOp.Index(GridPositions.SubgroupSize))));
    }

    private static void Require(ThreadBody thread, Value all, Value group, ThreadBuffer own)
    {
        var met = thread.To.Add(new LoadOp(all, [group]));
        var mine = own.Load(thread.To, thread.Position);
        thread.To.Insert(new AssertOp(GpuFaults.Divergence, thread.To.Add(new CmpIOp(CmpIPredicate.Eq, met, mine))));
    }

    // The group's number becomes one more than what every member had, however many members there are.
    private static void Count(ThreadBody thread, Value all, Value group, ThreadBuffer own)
    {
        var next = thread.To.Add(new AddIOp(
            own.Load(thread.To, thread.Position), thread.To.Add(new ConstantOp(new IntegerAttr(1, IntegerType.I32)))));
        own.Store(thread.To, next, thread.Position);
        thread.To.Insert(new StoreOp(next, all, [group]));
    }
}
