using System.Runtime.InteropServices;

namespace Weft.Benchmarks;

/// <summary>Time that the calling thread has spent on a processor: what others run meanwhile does not count.</summary>
internal static partial class ThreadClock
{
    private const int ThreadCpuTime = 3;

    public static double Seconds
    {
        get
        {
            if (GetTime(ThreadCpuTime, out var time) != 0) throw new InvalidOperationException("there is no clock of thread time here");
            return time.Seconds + (time.Nanoseconds * 1e-9);
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
