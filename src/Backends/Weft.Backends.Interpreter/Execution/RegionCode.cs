namespace Weft.Backends;

/// <summary>A block made ready to run.</summary>
/// <param name="arguments">The slots of the block's arguments.</param>
internal sealed class BlockCode(int[] arguments)
{
    public int[] Arguments { get; } = arguments;

    public Handler[] Steps { get; set; } = [];

    /// <summary>Chooses one of <see cref="Edges"/>; null when the block ends the region.</summary>
    public Func<Frame, int>? Branch { get; set; }

    public (Move Move, BlockCode Target)[] Edges { get; set; } = [];

    /// <summary>The slots of the values with which the region ends.</summary>
    public int[] Exit { get; set; } = [];
}

/// <summary>A region made ready to run.</summary>
internal sealed class RegionCode(BlockCode entry)
{
    public BlockCode Entry { get; } = entry;

    /// <summary>Runs from the entry block, whose arguments the caller has set, to the end; gives the slots of the values there.</summary>
    public int[] Run(Frame frame)
    {
        for (var block = Entry; ;)
        {
            foreach (var step in block.Steps) step(frame);
            if (block.Branch is not { } branch) return block.Exit;
            var (move, target) = block.Edges[branch(frame)];
            move.Run(frame);
            frame.Poll();
            block = target;
        }
    }

    /// <summary>Runs and copies the values at the end to the given slots.</summary>
    public void Run(Frame frame, int[] results)
    {
        var exit = Run(frame);
        for (var i = 0; i < results.Length; i++) frame[results[i]] = frame[exit[i]];
    }
}
