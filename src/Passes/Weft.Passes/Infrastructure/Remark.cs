using Weft.IR;

namespace Weft.Passes;

/// <summary>What a remark says of a decision.</summary>
public enum Decision
{
    /// <summary>Nothing was decided; something is so.</summary>
    Fact,

    /// <summary>It is done.</summary>
    Chosen,

    /// <summary>It could be done, and costs more.</summary>
    Rejected,

    /// <summary>It cannot be done.</summary>
    Blocked,
}

/// <summary>What a choice is estimated to cost. Choices that are compared have the same unit.</summary>
public sealed record Estimate(double Value, string Unit)
{
    public override string ToString() => FormattableString.Invariant($"{Value:0.##} {Unit}");
}

/// <summary>One fact about what a pass did: <c>check-bounds: saxpy.weft:3:30: 'x' proved</c>.</summary>
/// <param name="Location">Of a decision: where the loop begins that it is about.</param>
/// <param name="Kind">What tools go by: <c>vectorized</c>.</param>
public sealed record Remark(string Pass, Location Location, string Kind, string Message)
{
    public Decision Decision { get; init; }

    /// <summary>What it is estimated to cost; null where nobody estimated.</summary>
    public Estimate? Cost { get; init; }

    /// <summary>What the author of the kernel can do about it; null where nothing is known.</summary>
    public string? Advice { get; init; }
}

/// <summary>Collects remarks.</summary>
public sealed class RemarkLog
{
    private readonly List<Remark> _items = [];

    public IReadOnlyList<Remark> Items => _items;

    public void Add(string pass, Location location, string kind, string message) => _items.Add(new(pass, location, kind, message));

    public void AddRange(IEnumerable<Remark> remarks) => _items.AddRange(remarks);

    /// <summary>A pass does something to a loop.</summary>
    public void Chosen(string pass, Operation loop, string kind, string message, Estimate? cost = null) =>
        _items.Add(new(pass, loop.Location, kind, message) { Decision = Decision.Chosen, Cost = cost });

    /// <summary>A pass could do something to a loop, and does not because it costs more.</summary>
    public void Rejected(string pass, Operation loop, string message, Estimate? cost = null) =>
        _items.Add(new(pass, loop.Location, "rejected", message) { Decision = Decision.Rejected, Cost = cost });

    /// <summary>A pass cannot do something to a loop, or it costs more than it brings.</summary>
    public void Not(string pass, Operation loop, Obstacle why) => _items.Add(new(pass, loop.Location, why.Kind, why.Reason)
    {
        Decision = why.Cost is null ? Decision.Blocked : Decision.Rejected, Advice = why.Advice, Cost = why.Cost,
    });

    public int Count(string pass, string kind) => _items.Count(r => r.Pass == pass && r.Kind == kind);
}
