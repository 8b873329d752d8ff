using System.Diagnostics;

namespace Weft.Runtime;

/// <summary>Bounded spinning: <c>Once</c> burns some nanoseconds and says whether there is time left to spin.</summary>
internal readonly struct TilePoolSpin(TimeSpan duration)
{
    private readonly long _ticks = (long)(duration.TotalSeconds * Stopwatch.Frequency);

    public Wait Start() => new(_ticks == 0 ? 0 : Stopwatch.GetTimestamp() + _ticks);

    internal readonly struct Wait(long deadline)
    {
        public bool Once()
        {
            if (deadline == 0 || Stopwatch.GetTimestamp() >= deadline) return false;
            Thread.SpinWait(1);
            return true;
        }
    }
}
