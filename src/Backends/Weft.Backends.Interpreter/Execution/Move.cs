using Weft.IR;

namespace Weft.Backends;

/// <summary>Gives values to block arguments or results, all at once: <c>(a, b) = (b, a)</c> swaps.</summary>
internal sealed class Move
{
    private readonly (int From, int To)[] _steps;

    private Move((int From, int To)[] steps) => _steps = steps;

    public static Move Between(Preparation prepare, IReadOnlyList<Value> from, IReadOnlyList<Value> to)
    {
        var direct = from.Zip(to, (f, t) => (From: prepare.Slot(f), To: prepare.Slot(t))).ToArray();
        if (!direct.Index().Any(later => direct.Take(later.Index).Any(earlier => earlier.To == later.Item.From))) return new(direct);
        // A value would be overwritten before it is read: all go through slots of their own.
        var detour = direct.Select(step => (step.From, Via: prepare.NewSlot(), step.To)).ToArray();
        return new([.. detour.Select(step => (step.From, step.Via)), .. detour.Select(step => (step.Via, step.To))]);
    }

    public void Run(Frame frame)
    {
        foreach (var (from, to) in _steps) frame[to] = frame[from];
    }
}
