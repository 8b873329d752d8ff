using System.Runtime;

namespace Weft.Tool.Opt;

/// <summary>
/// Lets a large module be read, changed and printed without collections: nearly all of what is allocated stays alive until the module is
/// printed, so collecting would take a third of the time to find nothing. Beyond the room that is asked for, collections begin as usual.
/// </summary>
internal sealed class RoomForModule : IDisposable
{
    private const long WorthIt = 32L << 20;
    private const long MostRoom = 512L << 20;

    // Measured: about 25 bytes are allocated per byte of IR until it is printed again, about 500 per byte of .weft until it is IR.
    private const long PerByteOfText = 32;
    private const long PerByteOfSource = 512;

    private RoomForModule(long room)
    {
        if (room < WorthIt || GCSettings.LatencyMode == GCLatencyMode.NoGCRegion) return;
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4;
        GC.TryStartNoGCRegion(Math.Min(room, Math.Min(available, MostRoom)));
    }

    /// <param name="length">Bytes of IR.</param>
    public static RoomForModule OfText(long length) => new(length * PerByteOfText);

    /// <param name="length">Bytes of .weft.</param>
    public static RoomForModule OfSource(long length) => new(length * PerByteOfSource);

    public void Dispose()
    {
        // It has ended by itself where there was not room enough.
        if (GCSettings.LatencyMode == GCLatencyMode.NoGCRegion) GC.EndNoGCRegion();
    }
}
