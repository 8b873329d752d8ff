using System.Runtime;

namespace Weft.Tool.Opt;

/// <summary>
/// Lets a large module be made, changed and printed without collections: nearly all of what is allocated stays alive until the command
/// ends, so collecting would take a third of the time to find nothing. The room is not given back, for the first thing allocated after
/// that would begin a collection; beyond it collections come as usual.
/// </summary>
internal static class RoomForModule
{
    private const long WorthIt = 32L << 20;
    private const long MostRoom = 1024L << 20;

    // Measured: about 25 bytes are allocated per byte of IR until it is printed again, about 600 per byte of .weft until it is IR.
    private const long PerByteOfText = 32;
    private const long PerByteOfSource = 768;

    /// <param name="length">Bytes of IR.</param>
    public static void MakeForText(long length) => Make(length * PerByteOfText);

    /// <param name="length">Bytes of .weft.</param>
    public static void MakeForSource(long length) => Make(length * PerByteOfSource);

    private static void Make(long room)
    {
        if (room < WorthIt || GCSettings.LatencyMode == GCLatencyMode.NoGCRegion) return;
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4;
        GC.TryStartNoGCRegion(Math.Min(room, Math.Min(available, MostRoom)));
    }
}
